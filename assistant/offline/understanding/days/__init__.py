"""Days, spans and lengths of time."""
