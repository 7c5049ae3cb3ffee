"""The policy library: documents with their history, the index over them, and grounded answers.

Nothing is imported here: files are read in a process of its own, without index and records.
"""
