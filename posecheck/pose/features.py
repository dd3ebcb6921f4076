"""What of a pose tells which stretch it is: numbers free of the body's size and place.

For many poses at once, as arrays whose first axis counts them: the classifier is trained on
thousands of poses and asked about one.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.pose import PAIRS, Joint, Landmark, Pose, Side

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

FURTHEST = 5.0
"""Features are clipped here: in mean limb lengths and radians nothing of a real body is further."""

LEVEL = np.array([1, 0, 1], np.float32)
"""What is left of a direction on level ground."""

TINY = 1e-6
"""Keeps collapsed landmarks from dividing by zero; what comes of them has no meaning."""


def _on_each_side(*rows: tuple[Joint | Landmark, ...]) -> Rows:
    """Rows of joints as landmarks, each for the left and then the right half of the body."""
    return np.array(
        [
            [joint.of(side) if isinstance(joint, Joint) else joint for joint in row]
            for row in rows
            for side in Side
        ]
    )


def _across(*rows: tuple[Joint, Joint]) -> Rows:
    """Rows that lead from a joint of one half of the body to a joint of the other."""
    return np.array([[a.of(side), b.of(side.other)] for a, b in rows for side in Side])


def _landmarks(*joints: Joint) -> Rows:
    return np.array([landmark for joint in joints for landmark in joint.both])


_HIPS, _SHOULDERS = _landmarks(Joint.HIP), _landmarks(Joint.SHOULDER)
_PLACED = np.append(_landmarks(*Joint), Landmark.NOSE)
_NEAR_THE_FLOOR = _landmarks(
    Joint.WRIST, Joint.HIP, Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX
)
_LIMB_ENDS = _landmarks(Joint.SHOULDER, Joint.HIP, Joint.KNEE)
_LIMBS = _on_each_side(
    (Joint.SHOULDER, Joint.HIP),
    (Joint.HIP, Joint.KNEE),
    (Joint.KNEE, Joint.ANKLE),
)
_ANGLES = _on_each_side(
    (Joint.HIP, Joint.KNEE, Joint.ANKLE),
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    (Joint.ELBOW, Joint.SHOULDER, Joint.HIP),
    (Joint.KNEE, Joint.ANKLE, Joint.FOOT_INDEX),
)
_SEGMENTS = _on_each_side(
    (Joint.HIP, Joint.KNEE),
    (Joint.KNEE, Joint.ANKLE),
    (Joint.ANKLE, Joint.FOOT_INDEX),
    (Joint.HIP, Joint.SHOULDER),
    (Joint.SHOULDER, Joint.ELBOW),
    (Joint.ELBOW, Joint.WRIST),
    (Joint.SHOULDER, Joint.EAR),
)
_GAPS = np.vstack(
    [
        _on_each_side(
            (Joint.WRIST, Joint.ANKLE),
            (Joint.WRIST, Joint.KNEE),
            (Joint.WRIST, Joint.HIP),
            (Landmark.NOSE, Joint.WRIST),
            (Landmark.NOSE, Joint.KNEE),
            (Joint.SHOULDER, Joint.KNEE),
            (Joint.ANKLE, Joint.HIP),
            (Joint.HEEL, Joint.HIP),
        ),
        _across(
            (Joint.WRIST, Joint.ANKLE),
            (Joint.ANKLE, Joint.KNEE),
            (Joint.ANKLE, Joint.HIP),
        ),
        np.array([joint.both for joint in Joint if joint not in (Joint.EAR, Joint.HEEL)]),
    ]
)

_WAYS = np.vstack([_ANGLES[:, [1, 0]], _ANGLES[:, [1, 2]], _SEGMENTS, _GAPS])
"""All ways from one joint to another that the features take, from and to."""

_ENDS = np.cumsum([0, len(_ANGLES), len(_ANGLES), len(_SEGMENTS), len(_GAPS)]).tolist()
_FIRST, _LAST, _FALLING, _GAP = (slice(*ends) for ends in pairwise(_ENDS))
"""Where in them the two legs of the angles, the segments and the gaps are."""

_MIRRORED = np.arange(len(Landmark))
for _left, _right in PAIRS:
    _MIRRORED[_left], _MIRRORED[_right] = _right, _left


def mirrored(points: Floats, world: Floats) -> tuple[Floats, Floats]:
    """The same poses as a mirror shows them, with left and right exchanged.

    Args:
        points: (n, 33, 2) pixels; mirrored at x = 0.
        world: (n, 33, 3) metres in camera axes.

    Returns:
        Both arrays, mirrored.
    """
    flip = np.array([-1, 1, 1], np.float32)
    return points[:, _MIRRORED] * flip[:2], world[:, _MIRRORED] * flip


def features_of(points: Floats, world: Floats) -> Floats:
    """Places, directions, angles, gaps and heights of the body's joints.

    In the picture they are taken from the middle of the hips; in space the body is turned about
    the vertical until its left points along x, so that only the picture's part and the direction of
    its left tell where the camera stands. How visible the joints are is left out: with it fewer
    real people were recognised, since the model sees rendered ones otherwise.

    Args:
        points: (n, 33, 2) pixels, y down.
        world: (n, 33, 3) metres in camera axes: x right, y down, z away from the camera.

    Returns:
        (n, m) numbers without NaN: lengths in mean limb lengths, angles in radians less a right
        angle, directions as sines and cosines.
    """
    picture = _seen_body(points, world)
    space, left = _turned_body(world)
    in_picture, in_space = _shapes(np.concatenate([_with_depth(picture), space])).reshape(
        2, len(points), -1
    )
    lowest_y = picture[:, _NEAR_THE_FLOOR, 1].max(axis=1, keepdims=True)
    features = [
        _flat(picture[:, _PLACED]),
        _flat(space[:, _PLACED]),
        left,
        in_picture[:, :-1],  # the last is the trunk's depth, which a picture does not have
        in_space,
        lowest_y - picture[:, _PLACED, 1],
    ]
    clipped = np.clip(np.concatenate(features, axis=1), -FURTHEST, FURTHEST)
    return np.asarray(np.nan_to_num(clipped), np.float32)


def features_with_mirror_image(pose: Pose) -> Floats:
    """The features of a pose and of its mirror image, as (2, m), worked out once.

    Networks that are asked about both treat left and right alike.
    """

    def both() -> Floats:
        points, world = (array[None].astype(np.float32) for array in (pose.points, pose.world))
        both_ways = zip((points, world), mirrored(points, world), strict=True)
        return features_of(*(np.concatenate(arrays) for arrays in both_ways))

    return pose.once(features_of, both)


def _seen_body(points: Floats, world: Floats) -> Floats:
    """The picture's points from the middle of the hips, in mean limb lengths."""
    hips = points[:, _HIPS].mean(axis=1, keepdims=True)
    pixels_per_metre = _spread(points[:, _LIMB_ENDS]) / (_spread(world[:, _LIMB_ENDS, :2]) + TINY)
    limb_px = pixels_per_metre * _limb_m(world)
    return np.asarray((points - hips) / (limb_px[:, None, None] + TINY))


def _turned_body(world: Floats) -> tuple[Floats, Floats]:
    """The bodies in mean limb lengths, their left turned to x; and where it pointed, (n, 3)."""
    hips = world[:, _HIPS].mean(axis=1, keepdims=True)
    body = (world - hips) / (_limb_m(world)[:, None, None] + TINY)
    left = np.diff(body[:, _HIPS] + body[:, _SHOULDERS], axis=1)[:, 0] * -1
    across, _, away = _directions(left * LEVEL).T[..., None]
    x, y, z = np.moveaxis(body, -1, 0)
    turned = np.stack([x * across + z * away, y, z * across - x * away], axis=-1)
    return turned, _directions(left)


def _limb_m(world: Floats) -> Floats:
    limbs = world[:, _LIMBS[:, 1]] - world[:, _LIMBS[:, 0]]
    return np.asarray(np.linalg.norm(limbs, axis=-1).mean(axis=1))


def _spread(points: Floats) -> Floats:
    return np.asarray(np.linalg.norm(_flat(points - points.mean(axis=1, keepdims=True)), axis=1))


def _flat(points: Floats) -> Floats:
    return points.reshape(len(points), -1)


def _directions(vectors: Floats) -> Floats:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + TINY))


def _shapes(bodies: Floats) -> Floats:
    """Angles, steepness, gaps and the direction of the trunk of bodies as (n, 33, 3) points.

    How steeply a segment falls is -1 (straight up) to 1 (straight down).
    """
    ways = bodies[:, _WAYS[:, 1]] - bodies[:, _WAYS[:, 0]]
    lengths = np.sqrt(np.square(ways).sum(axis=-1))
    directions = ways / (lengths[..., None] + TINY)
    first, last, segments = (directions[:, some] for some in (_FIRST, _LAST, _FALLING))
    cosines = np.clip((first * last).sum(axis=-1), -1, 1)
    trunk = bodies[:, _SHOULDERS].mean(axis=1)
    return np.concatenate(
        [
            np.arccos(cosines) - np.pi / 2,
            segments[..., 1],
            lengths[:, _GAP],
            _directions(trunk),
        ],
        axis=1,
    )


def _with_depth(picture: Floats) -> Floats:
    """The picture's points as points in space, all equally far away."""
    return np.concatenate([picture, np.zeros_like(picture[..., :1])], axis=-1)
