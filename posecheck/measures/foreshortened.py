"""How far the trunk leans, from how much shorter it looks than upright.

An upright trunk is as long in the picture from every side. One that leans towards the camera looks
shorter, and by how much tells how far it leans: better than its joints alone, once it was seen
upright from the same place.
"""

import math

from posecheck.measures.estimated import Angle, Estimate, estimated
from posecheck.measures.sight import Sight
from posecheck.pose import geometry
from posecheck.pose.pose import Side

LEAST_TOLD_DEG = 13.0
"""A trunk that leans by less loses under 3 % of its length, which the joints may be off."""

LENGTH_ERROR = 0.04
"""By what share the length in the picture is off, as a standard deviation: joints, perspective, and
shoulders that move on the trunk."""

LEAST_UNCERTAIN_DEG = 5.0
"""The 90 % interval is no narrower to either side, however far the trunk leans."""

NOT_INDEPENDENT = 1.3
"""The length and the estimate rest on the same joints, so together they are less certain than two
readings of their own would be. With this factor the intervals hold the true angle of real people in
90 and 91 % of the frames (`python -m benchmarks.accuracy`, motion capture)."""

IN_90_PERCENT = 1.645
"""Standard deviations to either side of the middle that hold 90 % of a normal distribution."""


def estimated_in(sight: Sight, angle: Angle, side: Side | None) -> Estimate:
    """An angle of the pose, as the networks estimate it; the trunk's with its own length."""
    estimate = estimated(sight.pose, angle, side)
    return estimate if angle.sided else with_own_length(estimate, sight)


def with_own_length(estimate: Estimate, sight: Sight) -> Estimate:
    """An estimated lean of the trunk, made more certain by how long it looks.

    Args:
        estimate: Of the trunk's lean, forward positive, or of its angle from the vertical.
        sight: The pose, and how long the trunk is upright (`Upright.trunk_px`). Without it, and
            where the trunk looks about as long, the estimate stays as it is.
    """
    length_px = sight.upright.trunk_px
    if length_px is None:
        return estimate
    share = geometry.ratio(-sight.pose.trunk[1], length_px)
    if not -1 <= share <= math.cos(math.radians(LEAST_TOLD_DEG)):
        return estimate
    lean_deg = math.degrees(math.acos(share))
    seen = Estimate(math.copysign(lean_deg, estimate.value), _uncertainty_deg(lean_deg))
    return _together(estimate, seen)


def _uncertainty_deg(lean_deg: float) -> float:
    """Half the 90 % interval of a lean that was read from the trunk's length.

    The more upright the trunk is, the less its length changes as it leans.
    """
    error_deg = math.degrees(LENGTH_ERROR) / math.tan(math.radians(lean_deg))
    return math.hypot(IN_90_PERCENT * error_deg, LEAST_UNCERTAIN_DEG)


def _together(one: Estimate, other: Estimate) -> Estimate:
    """Two estimates of the same angle in one, each weighing as much as it is certain."""
    weights = one.uncertainty**-2, other.uncertainty**-2
    value = (weights[0] * one.value + weights[1] * other.value) / sum(weights)
    uncertainty = NOT_INDEPENDENT * sum(weights) ** -0.5
    return Estimate(value, min(uncertainty, one.uncertainty))
