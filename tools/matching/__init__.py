"""Matching: who fits a request, why, and why not the others."""
