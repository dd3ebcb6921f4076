"""Changes of pictures, and what counts as turned by one."""

import numpy as np
import pytest
from places import QUICK

from benchmarks.accuracy.changes import BAR_SHARE, CHANGES, DIMMED, Turned, changes_report, turned
from benchmarks.accuracy.poses import poses_of as find_poses
from benchmarks.accuracy.run import sum_up
from posecheck.clips.result import CheckPart
from posecheck.pose.model import find_model
from posecheck.stretches.checks import Grade

HEIGHT, WIDTH = 96, 128


@pytest.fixture
def images():
    across = np.linspace(0, 255, WIDTH).astype(np.uint8)
    picture = np.broadcast_to(across[None, :, None], (HEIGHT, WIDTH, 3))
    return [np.ascontiguousarray(np.roll(picture, 3 * shift, axis=0)) for shift in range(3)]


def changed(name, images):
    return list(CHANGES[name](images))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_keeps_the_number_of_pictures_and_suits_the_pose_model(name, images):
    given = changed(name, images)
    assert len(given) == len(images)
    for image in given:
        assert (image.dtype, image.ndim, image.shape[2]) == (np.uint8, 3, 3)
        assert image.flags.c_contiguous


def test_the_poses_of_a_changed_clip_are_those_of_its_pictures(poses_of):
    path = QUICK / "lunge_side.mp4"
    change = ("half as large", CHANGES["half as large"])
    halved = find_poses(path, find_model(), change=change)
    whole = poses_of(path)
    assert [time_s for time_s, _ in halved] == [time_s for time_s, _ in whole]
    for (_, small), (_, large) in zip(halved, whole, strict=True):
        assert small.size == (large.size[0] // 2, large.size[1] // 2)


def test_mirrored_twice_is_as_before(images):
    np.testing.assert_array_equal(changed("mirrored", changed("mirrored", images)), images)
    assert not np.array_equal(changed("mirrored", images), images)


def test_sizes_and_brightness(images):
    assert changed("half as large", images)[0].shape == (HEIGHT // 2, WIDTH // 2, 3)
    bar = round(BAR_SHARE * HEIGHT)
    (boxed, *_) = changed("letterboxed", images)
    assert boxed.shape == (HEIGHT + 2 * bar, WIDTH, 3)
    assert not boxed[:bar].any()
    np.testing.assert_array_equal(boxed[bar:-bar], images[0])
    assert changed("dimmed", images)[0].max() == int(255 * DIMMED)


def test_compressing_again_loses_little(images):
    for before, after in zip(images, changed("compressed again", images), strict=True):
        assert np.abs(before.astype(int) - after).mean() < 8


def result(side="left", stretch="half_kneeling_lunge", **grades):
    empty = sum_up([])
    checks = tuple(
        CheckPart.model_construct(id=id, verdict=Grade(grade)) for id, grade in grades.items()
    )
    part = empty.stretch.model_copy(update={"id": stretch})
    return empty.model_copy(update={"side": side, "stretch": part, "checks": checks})


def test_only_good_and_fix_turn_into_each_other():
    before = result(a="good", b="fix", c="borderline", d="good", e="good")
    after = result(a="fix", b="fix", c="fix", d="cannot_judge", e="borderline")
    assert turned("dimmed", "clip", before, after) == Turned("dimmed", "clip", 2, ("a",), False)


def test_a_mirror_exchanges_the_sides():
    before, after = result(side="left"), result(side="right")
    assert turned("mirrored", "clip", before, after).stretch is False
    assert turned("dimmed", "clip", before, after).stretch is True
    assert turned("dimmed", "clip", before, result(stretch="pigeon")).stretch is True
    assert turned("mirrored", "clip", result(side="both"), result(side="both")).stretch is False


def test_the_report_counts_by_change():
    found = [Turned("dimmed", "a", 4, ("knee",), False), Turned("dimmed", "b", 5, (), True)]
    text = changes_report(found)
    assert "| dimmed | 2 | 1 of 9 | 1 |" in text
    assert "`a`, dimmed: knee" in text
