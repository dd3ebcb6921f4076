"""A part of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A part of a picture: the pixels from (left, top) to just before (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.right - self.left, self.bottom - self.top

    @property
    def rows_and_columns(self) -> tuple[slice, slice]:
        """The index of its pixels in an array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @classmethod
    def whole(cls, size: tuple[int, int]) -> "Area":
        """All of a picture of that (width, height)."""
        return cls(0, 0, *size)
