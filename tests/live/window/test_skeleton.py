"""The skeleton: on the body, and only where it is known."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import SIZE, around, lunging
from moments import GREY, changed, empty

from posecheck.live.window.layout import Scale
from posecheck.live.window.skeleton import BONES, draw_skeleton

SCALE = Scale(SIZE)
JOINTS = {joint for bone in BONES for joint in bone}
TURNS = np.linspace(0, 2 * np.pi, 33, endpoint=False)
ROUND = 800 + 750 * np.stack([np.cos(TURNS), np.sin(TURNS)], axis=1)
"""Landmarks around a circle: no bone touches another's ends."""


def drawn(pose) -> np.ndarray:
    canvas = empty(SIZE)
    draw_skeleton(pose, pose.points, canvas, SCALE)
    return canvas.image


@pytest.mark.parametrize("bone", BONES, ids=lambda bone: "-".join(end.name for end in bone))
def test_every_bone_is_drawn_from_joint_to_joint(bone):
    pose = lunging()
    start, end = (pose.points[joint] for joint in bone)
    shares = np.linspace(0, 1, 30)[:, None]
    x, y = np.rint(start + shares * (end - start)).astype(int).T
    assert (drawn(pose)[y, x] != GREY).any(axis=1).all()


def test_nothing_is_drawn_beside_the_body():
    pose, canvas = lunging(), empty(SIZE)
    draw_skeleton(pose, pose.points, canvas, SCALE)
    joints = pose.points[sorted(JOINTS)]
    left, top, right, bottom = changed(canvas)
    assert (left, top) == pytest.approx(joints.min(axis=0), abs=SCALE(1) + 1)
    assert (right, bottom) == pytest.approx(joints.max(axis=0), abs=SCALE(1) + 1)


@pytest.mark.parametrize("joint", sorted(JOINTS), ids=lambda joint: joint.name)
def test_a_joint_that_is_not_trusted_is_left_out_with_its_bones(joint):
    visibility = np.ones(33)
    visibility[joint] = 0.0
    canvas = empty((1600, 1600))
    draw_skeleton(replace(lunging(), visibility=visibility), ROUND, canvas, SCALE)
    seen = {other for other in JOINTS if (around(canvas.image, ROUND[other], 2) != GREY).any()}
    assert seen == JOINTS - {joint}


def test_nothing_is_drawn_without_a_trusted_joint():
    pose = lunging()
    assert (drawn(replace(pose, visibility=np.zeros(33))) == GREY).all()
