"""The page of what was learned: every limit as a band, and the picture only where there is one."""

from pathlib import Path

import numpy as np
import pytest
from figures import seen
from lessons import WISH, low_squat, recorded, squat

from posecheck.assess.assessor import Assessor
from posecheck.assess.hold import HoldClock
from posecheck.outputs.report.lesson_page import HoldPicture, lesson_page, next_steps
from posecheck.stretches.own import own_folder
from posecheck.teaching.lesson import learn
from posecheck.teaching.proof import Proof
from posecheck.video import Frame

PROOF = Proof("good.mp4", "nothing to fix")
FILE = Path("mine.toml")


def test_it_says_what_is_judged_and_what_is_not_sure():
    page = lesson_page(low_squat(), [PROOF], None, FILE)
    assert "Low squat" in page
    for check in low_squat().stretch.check:
        assert check.cue_low in page
    assert low_squat().remarks[0] in page
    assert "good.mp4: nothing to fix" in page
    assert "<img" not in page


def test_bands_lie_in_their_order_and_the_bad_value_beyond_them():
    lesson = learn(WISH, [recorded(squat(70))], [(recorded(squat(95), "bad.mp4"), "knee")])
    page = lesson_page(lesson, [PROOF], None, FILE)
    assert page.count('class="bad"') == 1
    assert page.count('class="range"') == len(lesson.stretch.check)


def test_the_picture_is_the_one_nearest_to_the_middle_of_the_hold():
    picture, assessor, clock = HoldPicture(0.5), Assessor([low_squat().stretch]), HoldClock()
    for index in range(10):
        image = np.full((480, 640, 3), 20 * index, np.uint8)
        pose = seen(squat(), time_s=index / 10)
        picture.add(Frame(index, index / 10, image), assessor.assess(pose, index / 10), clock)
    drawn = picture.drawn()
    assert drawn.shape == (480, 640, 3)
    assert tuple(drawn[0, 0]) == (100, 100, 100)
    assert (drawn != 100).any()
    page = lesson_page(low_squat(), [PROOF], drawn, FILE)
    assert "data:image/jpeg" in page


def test_a_picture_of_nobody_is_none():
    assert HoldPicture(1.0).drawn() is None


@pytest.mark.parametrize(("file", "name"), [(FILE, "mine.toml"), (None, "low_squat")])
def test_ones_own_are_named_by_id_others_by_file(file, name):
    steps = next_steps(low_squat().stretch, file or own_folder() / "low_squat.toml")
    assert all(name in command for _, command in steps)
