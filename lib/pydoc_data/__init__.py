"""Data of pydoc."""
