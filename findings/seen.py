"""How a script of this folder says whether what it describes is still so."""

import sys


def described(condition: object, claim: str) -> None:
    """End the script with exit code 1 where a claim no longer holds."""
    if not condition:
        print(f"CHANGED: it no longer holds that {claim}")
        sys.exit(1)
