"""Scoping: from what a manager says to a request that can be filed."""
