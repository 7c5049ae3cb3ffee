"""Listeners: from a payload to a call, a few lines each."""
