"""Where nothing moves the model rests, and where something does it looks at once."""

import numpy as np
import pytest
from places import CLIPS, QUICK

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Joint
from posecheck.pose.watcher import JOINTS, LONGEST_S, Watcher
from posecheck.video import open_clip
from posecheck.video.frame import Frame

FPS = 30
STILL_FRAMES = 120
MOST_OFF_T = 0.06
"""How far a joint may be from where the model sees it when it looks at every frame."""


@pytest.fixture(scope="module")
def bridge() -> np.ndarray:
    with open_clip(QUICK / "bridge_side.mp4") as clip:
        return [frame.image for frame in clip][-1]


@pytest.fixture(scope="module")
def lunge(bridge) -> np.ndarray:
    with open_clip(QUICK / "lunge_side.mp4") as clip:
        image = [frame.image for frame in clip][-1]
    assert image.shape == bridge.shape
    return image


def frames(images, fps=FPS):
    for index, image in enumerate(images):
        grain = np.random.default_rng(index).normal(0, 2, image.shape)
        noisy = np.clip(image + grain, 0, 255).astype(np.uint8)
        yield Frame(index, index / fps, noisy)


def watched(images, *, every_frame=False, fps=FPS):
    with Landmarker(find_model()) as landmarker:
        watcher = Watcher(landmarker, every_frame=every_frame)
        return [watcher.detect(frame) for frame in frames(images, fps)], watcher.looks


def looked_at(poses):
    return [pose is None or not pose.carried for pose in poses]


def test_a_still_picture_is_looked_at_now_and_then_whatever_the_noise(bridge):
    poses, looks = watched([bridge] * STILL_FRAMES)
    looked = looked_at(poses)
    assert looked[0]
    assert looks == sum(looked) < STILL_FRAMES / 2
    times_s = [pose.time_s for pose in poses]
    assert times_s == [index / FPS for index in range(STILL_FRAMES)]
    rests_s = np.diff(np.flatnonzero(looked)) / FPS
    assert rests_s.max() <= LONGEST_S + 1 / FPS
    assert rests_s[-1] >= 0.5 * LONGEST_S


def test_every_frame_is_looked_at_if_wished(bridge):
    poses, looks = watched([bridge] * 12, every_frame=True)
    assert looks == 12
    assert all(looked_at(poses))


def test_who_leaves_and_who_comes_is_noticed_at_once(bridge):
    empty = np.full_like(bridge, 128)
    poses, _ = watched([bridge] * 20 + [empty] * 5 + [bridge] * 5)
    looked = looked_at(poses)
    assert looked[20]
    assert looked[25]
    found = [pose is not None for pose in poses]
    assert found[19]
    assert not found[24]
    assert found[25]


def test_a_cut_is_noticed_at_once(bridge):
    poses, _ = watched([bridge] * 20 + [np.ascontiguousarray(bridge[:, ::-1])] * 2)
    assert looked_at(poses)[20]


@pytest.mark.parametrize("every_frame", [False, True])
def test_a_cut_begins_another_scene(bridge, lunge, every_frame):
    poses, _ = watched([bridge] * 4 + [lunge] * 4, every_frame=every_frame)
    assert [pose.scene for pose in poses] == [0] * 4 + [1] * 4
    alone, _ = watched([lunge], every_frame=every_frame)
    off_t = np.abs(poses[4].points - alone[0].points)[JOINTS].max() / alone[0].trunk_px
    assert off_t < MOST_OFF_T


def test_a_covered_lens_is_no_cut(bridge):
    poses, _ = watched([bridge] * 4 + [np.zeros_like(bridge)] * 2 + [bridge] * 4)
    assert {pose.scene for pose in poses if pose} == {0}


def test_a_camera_that_is_swung_round_is_one_cut(bridge, lunge):
    poses, _ = watched([bridge, lunge, bridge, lunge, bridge, bridge])
    assert poses[-1].scene == 1


def test_frames_further_apart_than_the_longest_rest_are_all_looked_at(bridge):
    _, looks = watched([bridge] * 6, fps=1 / LONGEST_S)
    assert looks == 6


@pytest.mark.parametrize("clip", ["bridge_bounce_side_man", "lunge_left_good_side_man"])
def test_a_carried_pose_is_where_the_model_would_see_it(clip, poses_of):
    path = CLIPS / f"{clip}.mp4"
    with open_clip(path) as opened, Landmarker(find_model()) as landmarker:
        watcher = Watcher(landmarker)
        carried = [watcher.detect(frame) for frame in opened]
    joints = [landmark for joint in (Joint.SHOULDER, Joint.HIP) for landmark in joint.both]
    off_t = [
        np.abs(pose.points - whole.points)[joints].max() / whole.trunk_px
        for pose, (_, whole) in zip(carried, poses_of(path), strict=True)
    ]
    assert watcher.looks < len(carried)
    assert np.median(off_t) < MOST_OFF_T / 3
    assert max(off_t) < MOST_OFF_T
