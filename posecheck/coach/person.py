"""Staying with the person who is coached when somebody else comes into the picture."""

from posecheck.pose import Pose


class PersonLock:
    """Lets the poses of one person through, and no others.

    somebody_else: whether the last pose was taken for another person's.
    """

    def __init__(self) -> None:
        self.somebody_else = False

    def observe(self, pose: Pose | None, time_s: float) -> Pose | None:
        """The pose if it is the coached person's; None where nobody or somebody else is seen."""
        raise NotImplementedError
