"""What moves in a picture: whether a person may have moved since the last look."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.video.area import Area
from posecheck.video.frame import Frame

WIDTH_PX = 160
"""The width of the small copy in which pictures are compared. A person who fills a third of it has
a forearm 8 pixels long, and each pixel averages the noise of many of the camera's."""

BLUR_PX = 5
"""The copy is blurred over so many pixels, against the camera's noise and compression."""

MOVED_LEVELS = 4.0
"""A difference of more grey levels than this, anywhere on the person, is a movement. What that
leaves out changes hardly a verdict: `python -m benchmarks.accuracy.resting samples`."""

NOISE_TIMES = 6.0
"""Nor is a difference a movement that is less than so many times what the rest of the picture
differs by: the largest of thousands of pixels reaches 4 times the deviation by chance."""

MOST_NOISE_LEVELS = 12.0
"""More than this is a movement, however much the rest of the picture differs: another scene, or a
camera that moves. Noise of 20 levels a pixel leaves 1 in the small copy of a 480p picture."""

MEDIAN_TO_DEVIATION = 1.4826
"""The standard deviation of normal noise over the median of its size."""

MOST_LIGHT = 2.0
"""Between two looks the light gets stronger or weaker by no more than this factor. When a person
leaves, a plain wall has no contrast left, and no factor explains that."""

LEAST_CONTRAST_LEVELS = 2.0
"""A picture whose grey levels deviate by less shows nothing: a fade, or a lens that is covered."""

SAME_SCENE = 0.5
"""Two pictures whose grey levels correlate less show different scenes: from one frame to the next
of a real clip it is 0.54 at the least, at the cuts between rendered rooms 0.15 to 0.35."""

MARGIN_PX = 8
"""How far around the person it is looked, in pixels of the small copy: a fast limb goes as far
between two frames, and the outline lies outside the joints."""

Levels = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Glance:
    """A frame as far as it is needed to see movement in it.

    Attributes:
        levels: (height, width) grey levels of the part that was filmed, small and blurred.
        area: That part, in pixels of the frame.
    """

    levels: Levels
    area: Area

    @classmethod
    def at(cls, frame: Frame) -> Self:
        """Take a glance at a frame."""
        area = frame.area
        width, height = area.size
        size = (WIDTH_PX, max(BLUR_PX, round(height * WIDTH_PX / width)))
        small = frame.thumbnail(size).astype(np.float32)
        return cls(np.asarray(cv2.blur(small, (BLUR_PX, BLUR_PX)), np.float32), area)

    def moved_since(self, before: "Glance", where: Area | None) -> bool:
        """Whether something moved.

        A change of the light that is the same everywhere is none.

        Args:
            before: An earlier frame.
            where: The part of the frame to look at, in its pixels; None for all of it.
        """
        if before.area != self.area or before.levels.shape != self.levels.shape:
            return True
        difference = np.abs(self.levels - _in_the_light_of(self.levels, before.levels))
        noise = MEDIAN_TO_DEVIATION * float(np.median(difference[::2, ::2]))
        looked_at = difference if where is None else difference[self._part(where)]
        least = min(max(MOVED_LEVELS, NOISE_TIMES * noise), MOST_NOISE_LEVELS)
        return bool(looked_at.max(initial=0.0) > least)

    @property
    def shows_something(self) -> bool:
        """Whether there is anything to see in it."""
        return float(self.levels.std()) >= LEAST_CONTRAST_LEVELS

    def is_cut_from(self, before: "Glance") -> bool:
        """Whether the film was cut since an earlier frame: whether that showed another scene.

        Args:
            before: A frame from a moment ago that showed something.
        """
        if before.levels.shape != self.levels.shape:
            return True
        one, other = (levels - levels.mean() for levels in (before.levels, self.levels))
        both = float(np.sqrt(np.vdot(one, one) * np.vdot(other, other)))
        return float(np.vdot(one, other)) < SAME_SCENE * both

    def _part(self, where: Area) -> tuple[slice, slice]:
        """The pixels of the small copy in and around a part of the frame."""
        height, width = self.levels.shape
        to_small = np.array([width, height]) / self.area.size
        start = np.array([self.area.left, self.area.top])
        left, top = np.floor(([where.left, where.top] - start) * to_small).astype(int) - MARGIN_PX
        right, bottom = np.ceil(([where.right, where.bottom] - start) * to_small).astype(int)
        return (
            slice(max(0, int(top)), max(0, int(bottom) + MARGIN_PX)),
            slice(max(0, int(left)), max(0, int(right) + MARGIN_PX)),
        )


def _in_the_light_of(now: Levels, before: Levels) -> Levels:
    """The earlier levels, brighter or darker by the same factor and amount as the later ones."""
    varied = before - before.mean()
    spread = float(np.vdot(varied, varied))
    factor = float(np.vdot(varied, now)) / spread if spread > 0 else 1.0
    light = min(max(factor, 1 / MOST_LIGHT), MOST_LIGHT)
    return np.asarray(varied * light + now.mean(), np.float32)
