"""The skill taxonomy: names, aliases, and linking text to them."""
