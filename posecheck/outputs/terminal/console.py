"""The console that words are wrapped for."""

from rich.console import Console

LEAST_WIDTH = 40
"""In characters. Terminals that do not know their width say 0 or 1, and rich would print nothing,
or a letter a line."""


def plain_console(*, stderr: bool = False) -> Console:
    """A console that prints brackets and colons in names as they are.

    Args:
        stderr: Whether it prints to stderr instead of stdout.
    """
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = max(console.width, LEAST_WIDTH)
    return console
