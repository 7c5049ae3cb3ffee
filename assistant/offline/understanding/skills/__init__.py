"""Skills: which, under which name, and whether they are needed."""
