"""The suites by name, and the bars that each is held to."""

SUITES = ("understanding", "scenarios")
