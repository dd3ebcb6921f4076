"""Every measurement by name: what is read from a pose, and what it takes to read it.

This is the only place that knows which joints and which camera views a measurement needs. A
measure is a pure function of a `Sight`; `take` runs it and answers with a `Measurement` or, where
the picture cannot show it, with a `CannotJudge` that says why. The function's docstring is the
measure's documentation: what is measured, unit, range, sign.

Angles that verdicts rest on are read in pixels, from the side, on the near half of the body: there
they are right within a few degrees, while MediaPipe's depth is off by 10 to 15. What the joints
cannot show is read from the body mask. Measures that only tell which stretch this is may use the
world landmarks, from every view.
"""

from posecheck.measures import back, joints, position, rear_leg, shins
from posecheck.measures.measure import (
    MEASURES,
    CannotJudge,
    Measure,
    Measurement,
    Result,
    joint_reason,
    take,
    view_reason,
)
from posecheck.measures.sight import Baseline, Role, Sight, Upright

__all__ = [
    "MEASURES",
    "Baseline",
    "CannotJudge",
    "Measure",
    "Measurement",
    "Result",
    "Role",
    "Sight",
    "Upright",
    "back",
    "joint_reason",
    "joints",
    "position",
    "rear_leg",
    "shins",
    "take",
    "view_reason",
]
