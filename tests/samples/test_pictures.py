"""Camera, bodies and the renderer."""

import dataclasses
import functools

import numpy as np
import pytest

from samples.generator.body import Body, Pose, Side
from samples.generator.catalogue import load_catalogue
from samples.generator.film import Film
from samples.generator.kinematics import point
from samples.generator.poses import Upright, UprightParameters
from samples.generator.scene import Camera

moderngl = pytest.importorskip("moderngl", reason="rendering needs the extra `samples`")


def _renderer(size):
    from samples.generator.renderer import Renderer

    try:
        return Renderer(size)
    except Exception as error:  # moderngl raises a bare Exception where there is no EGL
        pytest.skip(f"no EGL here: {error}")


@functools.cache
def standing() -> tuple[Body, Pose]:
    body = Body("man_30")
    return body, Upright(body, UprightParameters()).at(UprightParameters())


def test_the_target_is_in_the_middle_of_the_picture():
    for yaw in (0.0, 45.0, 90.0):
        camera = Camera.around(point(0.1, 0.2, 0.6), yaw, Side.LEFT, 2.7, 0.9, roll_deg=3)
        np.testing.assert_allclose(camera.project(camera.target), [320, 240], atol=1e-6)


def test_a_metre_is_as_many_pixels_as_the_field_of_view_says():
    camera = Camera.around(point(0, 0, 1), 0, Side.LEFT, 3.0, 1.0)
    up = camera.project(point(0, 0, 1.5))
    half_height_m = 3.0 * np.tan(np.radians(21))
    assert up[1] == pytest.approx(240 - 240 * 0.5 / half_height_m)
    assert up[0] == pytest.approx(320)


def test_left_and_right_are_where_a_camera_sees_them():
    front = Camera.around(point(0, 0, 1), 0, Side.LEFT, 3.0, 1.0)
    assert front.project(point(0.5, 0, 1))[0] > 320  # the person's left, as in a photo
    left_side = Camera.around(point(0, 0, 1), 90, Side.LEFT, 3.0, 1.0)
    assert left_side.project(point(0, -0.5, 1))[0] < 320  # they look to the left
    right_side = Camera.around(point(0, 0, 1), 90, Side.RIGHT, 3.0, 1.0)
    assert right_side.project(point(0, -0.5, 1))[0] > 320


def test_a_camera_rolled_clockwise_turns_the_picture_the_other_way():
    rolled = Camera.around(point(0, 0, 1), 0, Side.LEFT, 3.0, 1.0, roll_deg=3)
    x, y = rolled.project(point(0, 0, 1.5)) - [320, 240]
    assert np.degrees(np.arctan2(x, -y)) == pytest.approx(-3, abs=1e-6)


def test_bones_keep_their_length():
    body, pose = standing()
    joints = body.joints(pose)
    for side in Side:
        thigh = np.linalg.norm(joints[side.joint("knee")] - joints[side.joint("hip")])
        assert thigh == pytest.approx(body.thigh_length, abs=2e-3)


def test_the_skin_follows_the_skeleton_and_turns_with_it():
    body, pose = standing()
    vertices = body.skin(body.bone_transforms(pose))
    assert np.ptp(vertices[:, 2]) == pytest.approx(body.height, abs=0.03)
    turned = body.skin(body.bone_transforms(pose.turned(90).shifted(point(1, 0, 0))))
    np.testing.assert_allclose(turned[:, 0], 1 - vertices[:, 1], atol=1e-4)
    np.testing.assert_allclose(turned[:, 1], vertices[:, 0], atol=1e-4)


def test_the_same_frame_is_the_same_bytes_and_shows_the_person_where_the_truth_says():
    clip = load_catalogue()["butterfly_good_front_woman"]
    small = dataclasses.replace(clip, size=(160, 120))
    with _renderer(small.size) as renderer:
        first = Film(small).image(renderer, 3)
    with _renderer(small.size) as renderer:
        second = Film(small).image(renderer, 3)
        film = Film(small)
        shirt = film.camera.project(film.body.mid_shoulder(film.lead.at(0.2).pose.trunk))
    assert first.shape == (120, 160, 3)
    assert first.tobytes() == second.tobytes()
    x, y = shirt.round().astype(int)
    red, _, blue = first[y + 6, x].astype(int)
    assert blue > red + 30  # the teal shirt, before a grey wall
