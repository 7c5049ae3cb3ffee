"""Scenarios as data: whole conversations, the records expected at the end, what must not be."""
