"""Poses of no body, and networks that say the same of every pose: for the arithmetic alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from posecheck.pose.features import features_of, mirrored
from posecheck.pose.network import Networks
from posecheck.pose.pose import Landmark, Pose

FEATURES = features_of(*(np.ones((1, len(Landmark), n), np.float32) for n in (2, 3))).shape[1]
"""How many numbers a network is given for one pose."""


def random_pose(seed: int) -> Pose:
    chance = np.random.default_rng(seed)
    return Pose(
        time_s=0.0,
        points=chance.uniform(0, 400, (len(Landmark), 2)),
        world=chance.normal(0, 0.4, (len(Landmark), 3)),
        visibility=chance.random(len(Landmark)),
        size=(400, 400),
    )


def in_mirror(seen: Pose) -> Pose:
    points, world = mirrored(seen.points[None], seen.world[None])
    return replace(seen, points=points[0], world=world[0])


def constant(outputs: Sequence[float] | np.ndarray, features: int = FEATURES) -> Networks:
    """A network that gives these numbers for any features."""
    layer = np.zeros((features, len(outputs))), np.asarray(outputs)
    return Networks.stacked(np.zeros(features), np.ones(features), [[layer]])
