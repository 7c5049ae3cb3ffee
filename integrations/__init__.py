"""Other systems: their formats and protocols, and nothing of our rules."""
