"""Slack: registrations, listeners, and pure builders of blocks."""
