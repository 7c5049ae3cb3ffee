"""The text of a message, before anything is read in it."""
