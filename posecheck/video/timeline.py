"""Frame times that always increase, whatever the file's time stamps do."""

JUMP_BACK_S = 1.0
"""Stamps that fall behind by more than this have started over: the clock was reset, or two
recordings were joined."""


LEAP_S = 10.0
"""Frames further apart than this were not filmed one after the other: the recorder was halted, or
its clock was set. Only a time-lapse has no others."""


class Timeline:
    """Places one frame after the other, from the stamps of the file.

    Stamps that increase are taken as they are. A frame whose stamp is missing, or does not
    increase, comes one usual step after the frame before. Stamps that lag behind advance at half
    speed until they have caught up. Stamps that jump back far continue from where the clip is.

    Args:
        step_s: The usual time between two frames, in seconds.

    Attributes:
        usual_step_s: The same.
        time_s: Of the last frame placed; None before the first.
    """

    def __init__(self, step_s: float) -> None:
        self.usual_step_s = step_s
        self._shift_s = 0.0
        self._stamp_s: float | None = None
        self.time_s: float | None = None
        self._steps = _Steps()
        self._leaps = _Steps()

    @property
    def seen_step_s(self) -> float | None:
        """The mean time between two frames so far, leaps left out; None before the second one."""
        return self._steps.mean_s or self._leaps.mean_s

    def place(self, stamp_s: float | None) -> float:
        """Place the next frame.

        Args:
            stamp_s: Its stamp in seconds from the first stamp of the clip, or None if it has none.

        Returns:
            Its time in seconds, later than all before; the first is at 0.
        """
        time_s = 0.0 if self.time_s is None else self._after(self.time_s, stamp_s)
        if stamp_s is not None:
            if time_s - (stamp_s + self._shift_s) > JUMP_BACK_S:
                self._shift_s = time_s - stamp_s
            self._stamp_s = stamp_s
        if self.time_s is not None:
            step_s = time_s - self.time_s
            (self._steps if step_s <= LEAP_S else self._leaps).add(step_s)
        self.time_s = time_s
        return time_s

    def _after(self, last_s: float, stamp_s: float | None) -> float:
        if stamp_s is None:
            return last_s + self.usual_step_s
        if stamp_s + self._shift_s > last_s:
            return stamp_s + self._shift_s
        lagging_step_s = 0.0 if self._stamp_s is None else (stamp_s - self._stamp_s) / 2
        if lagging_step_s > 0 and last_s + lagging_step_s > last_s:
            return last_s + lagging_step_s
        return last_s + self.usual_step_s


class _Steps:
    """The mean of times between frames."""

    def __init__(self) -> None:
        self._count = 0
        self._sum_s = 0.0

    def add(self, step_s: float) -> None:
        self._count += 1
        self._sum_s += step_s

    @property
    def mean_s(self) -> float | None:
        return self._sum_s / self._count if self._count else None
