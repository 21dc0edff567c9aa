"""Judges by name: the built-in ones and those other packages register."""
