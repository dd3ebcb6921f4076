"""What counts as a movement in a picture, and what is only light, noise or compression."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.pose.movement import MARGIN_PX, WIDTH_PX, Glance
from posecheck.video.area import Area
from posecheck.video.frame import Frame

WIDTH, HEIGHT = 640, 480
PERSON = Area(220, 120, 420, 440)


def room() -> np.ndarray:
    """A wall that gets brighter to the right, a floor, and a body in the middle."""
    image = np.full((HEIGHT, WIDTH, 3), 90.0)
    image += np.linspace(0, 60, WIDTH)[None, :, None]
    image[360:] -= 40
    image[PERSON.rows_and_columns] = (180, 120, 100)
    return image


def glance(image: np.ndarray, filmed: Area | None = None) -> Glance:
    return Glance.at(Frame(0, 0.0, np.clip(image, 0, 255).astype(np.uint8), filmed))


def noisy(image: np.ndarray, deviation: float, seed: int) -> np.ndarray:
    return image + np.random.default_rng(seed).normal(0, deviation, image.shape)


def with_hand_at(x: int, y: int, size: int = 24) -> np.ndarray:
    image = room()
    image[y : y + size, x : x + size] = (230, 200, 190)
    return image


def test_the_same_picture_shows_no_movement():
    assert not glance(room()).moved_since(glance(room()), PERSON)


@pytest.mark.parametrize("deviation", [2, 8, 20])
def test_the_noise_of_a_camera_is_no_movement(deviation):
    before = glance(noisy(room(), deviation, seed=1))
    for seed in range(2, 12):
        assert not glance(noisy(room(), deviation, seed)).moved_since(before, PERSON)


@given(factor=st.floats(0.6, 1.15), amount=st.floats(-20, 20))
def test_more_or_less_light_is_no_movement(factor, amount):
    assert not glance(room() * factor + amount).moved_since(glance(room()), PERSON)


@pytest.mark.parametrize("quality", [90, 50])
def test_compression_is_no_movement(quality):
    _, packed = cv2.imencode(".jpg", room(), [cv2.IMWRITE_JPEG_QUALITY, quality])
    image = cv2.imdecode(packed, cv2.IMREAD_COLOR).astype(float)
    assert not glance(image).moved_since(glance(room()), PERSON)


@pytest.mark.parametrize("deviation", [0, 2, 8])
@pytest.mark.parametrize("light", [1.0, 0.7])
def test_a_hand_that_moves_by_its_own_width_is_seen_whatever_the_light(deviation, light):
    before = noisy(with_hand_at(300, 200), deviation, seed=1)
    after = noisy(with_hand_at(324, 200), deviation, seed=2) * light
    assert glance(after).moved_since(glance(before), PERSON)


def test_a_slow_movement_adds_up_until_it_is_seen():
    before = glance(with_hand_at(300, 200))
    moved = [glance(with_hand_at(300 + x, 200)).moved_since(before, PERSON) for x in range(12)]
    assert not moved[0]
    assert moved[-1]
    assert moved == sorted(moved)


@pytest.mark.parametrize(("x", "seen"), [(PERSON.right + 4, True), (600, False)])
def test_only_what_moves_on_the_person_or_close_by_counts(x, seen):
    assert 600 - PERSON.right > MARGIN_PX * WIDTH / WIDTH_PX
    assert glance(with_hand_at(x, 200)).moved_since(glance(room()), PERSON) is seen


def test_without_a_person_what_moves_anywhere_counts():
    assert glance(with_hand_at(600, 10)).moved_since(glance(room()), None)


def test_a_cut_is_a_movement():
    other = np.flip(room(), axis=0)
    assert glance(other).moved_since(glance(room()), PERSON)


@given(factor=st.floats(0.6, 1.15), amount=st.floats(-20, 20))
def test_other_light_is_no_cut(factor, amount):
    assert not glance(room() * factor + amount).is_cut_from(glance(room()))


def test_noise_and_a_person_who_leaves_are_no_cut():
    empty = room()
    empty[PERSON.rows_and_columns] = room()[0, 0]
    assert not glance(noisy(room(), 20, seed=1)).is_cut_from(glance(room()))
    assert not glance(empty).is_cut_from(glance(room()))


def test_another_scene_or_shape_is_a_cut():
    assert glance(np.flip(room(), axis=(0, 1))).is_cut_from(glance(room()))
    assert glance(room()[:, :400]).is_cut_from(glance(room()))


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_shows_nothing(level):
    assert glance(room()).shows_something
    assert not glance(noisy(np.full_like(room(), level), 2, seed=1)).shows_something


def test_another_shape_or_another_filmed_part_is_a_movement():
    part = Area(80, 0, 560, HEIGHT)
    assert glance(room(), part).moved_since(glance(room()), None)
    assert glance(room()[:, 40:]).moved_since(glance(room()), None)


def test_bars_around_the_picture_hide_no_movement():
    part = Area(80, 0, 560, HEIGHT)
    still, moved = glance(room(), part), glance(with_hand_at(300, 200), part)
    assert moved.moved_since(still, PERSON)
    assert not replace(still).moved_since(still, PERSON)


@pytest.mark.parametrize("size", [(1, 1), (3000, 2), (2, 3000)])
def test_pictures_of_any_size_can_be_compared(size):
    image = np.full((size[1], size[0], 3), 100.0)
    assert not glance(image).moved_since(glance(image), None)
