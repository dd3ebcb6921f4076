"""Assertions about form, for other projects' tests."""
