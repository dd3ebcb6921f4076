"""A clause that stands alone begins with a capital."""


def capitalized(words: str) -> str:
    """Begin with a capital, and leave the rest as it is.

    Examples:
        >>> capitalized("out of position")
        'Out of position'
        >>> capitalized("left knee hidden, seen by MediaPipe")
        'Left knee hidden, seen by MediaPipe'
    """
    return words[:1].upper() + words[1:]
