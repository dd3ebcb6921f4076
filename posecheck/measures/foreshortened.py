"""How far the trunk leans, from how much shorter it looks than upright.

An upright trunk is as long in the picture from every side. One that leans towards the camera looks
shorter, and by how much tells how far it leans: better than its joints alone, once it was seen
upright from the same place. One that bends to a side looks shorter as well: how far it does is read
from the shoulders, and is not taken for a lean.
"""

import math

from posecheck.measures.estimated import Angle, Estimate, estimated
from posecheck.measures.sight import Sight
from posecheck.pose import geometry
from posecheck.pose.pose import Joint, Pose, Side

LEAST_TOLD_DEG = 13.0
"""A trunk that leans by less loses under 3 % of its length, which the joints may be off."""

LENGTH_ERROR = 0.04
"""By what share the length in the picture is off, as a standard deviation: joints, perspective, and
shoulders that move on the trunk."""

SIDEWAYS_ERROR = 0.15
"""By what share of its length the shoulders are off about how far the trunk bends sideways, as a
standard deviation."""

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
    if angle.sided:
        return estimate
    share_in_plane = in_plane(sight.pose) if angle is Angle.TRUNK_LEAN else 1.0
    return with_own_length(estimate, sight, share_in_plane)


def in_plane(pose: Pose) -> float:
    """The share of its length that the trunk has in the sagittal plane: 1 unless it bends sideways.

    A trunk that bends to a side tilts its shoulders; one that leans forwards does not.
    """
    left, right = (pose.world[shoulder] for shoulder in Joint.SHOULDER.both)
    across = geometry.unit(left - right)
    return math.sqrt(max(0.0, 1 - float(across[1]) ** 2))


def with_own_length(estimate: Estimate, sight: Sight, share_in_plane: float = 1.0) -> Estimate:
    """An estimated lean of the trunk, made more certain by how long it looks.

    Args:
        estimate: Of the trunk's lean, forward positive, or of its angle from the vertical.
        sight: The pose, and how long the trunk is upright (`Upright.trunk_px`). Without it, and
            where the trunk looks about as long, the estimate stays as it is.
        share_in_plane: The share of its length that the trunk has in the plane in which it leans:
            what bends sideways looks shorter, too.
    """
    length_px = sight.upright.trunk_px
    if length_px is None:
        return estimate
    share = geometry.ratio(-sight.pose.trunk[1], length_px * share_in_plane)
    if not -1 <= share <= math.cos(math.radians(LEAST_TOLD_DEG)):
        return estimate
    lean_deg = math.degrees(math.acos(share))
    uncertainty_deg = _uncertainty_deg(lean_deg, share_in_plane)
    seen = Estimate(math.copysign(lean_deg, estimate.value), uncertainty_deg)
    return _together(estimate, seen)


def _uncertainty_deg(lean_deg: float, share_in_plane: float) -> float:
    """Half the 90 % interval of a lean that was read from the trunk's length.

    The more upright the trunk is, the less its length changes as it leans.
    """
    sideways = math.sqrt(1 - share_in_plane**2)
    error = math.hypot(LENGTH_ERROR, SIDEWAYS_ERROR * sideways / share_in_plane**2)
    error_deg = math.degrees(error) / math.tan(math.radians(lean_deg))
    return math.hypot(IN_90_PERCENT * error_deg, LEAST_UNCERTAIN_DEG)


def _together(one: Estimate, other: Estimate) -> Estimate:
    """Two estimates of the same angle in one, each weighing as much as it is certain."""
    weights = one.uncertainty**-2, other.uncertainty**-2
    value = (weights[0] * one.value + weights[1] * other.value) / sum(weights)
    uncertainty = NOT_INDEPENDENT * sum(weights) ** -0.5
    return Estimate(value, min(uncertainty, one.uncertainty))
