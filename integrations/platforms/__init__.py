"""Marketplaces: one translator each, behind one small protocol."""
