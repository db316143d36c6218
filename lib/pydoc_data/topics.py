"""Texts that help('TOPIC') shows. The language reference, where CPython takes them from, is not part of this library."""

topics = {}
