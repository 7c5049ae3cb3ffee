"""Role templates, as data (R48, R49)."""
