"""The commands of `sourcing`, one module an area."""
