"""How long a hold may be asked for."""

LONGEST_HOLD_S = 86_400
"""A day; more than is held."""
