"""The file: it reads back as the stretch that was learned, whatever its title."""

import pytest
from figures import butterfly
from hypothesis import given
from hypothesis import strategies as st
from lessons import WISH, lifted_leg, low_squat, recorded, squat

from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import printable
from posecheck.teaching.lesson import learn
from posecheck.teaching.stretch_file import toml_text

TITLES = st.text(min_size=1, max_size=30).filter(lambda text: printable(text) == text)


def read(text, folder):
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return Stretch.from_toml(path)


@pytest.mark.parametrize(
    "recordings",
    [
        [recorded(squat())],
        [recorded(lifted_leg())],
        [recorded(squat()), recorded(squat(), "front.mp4", yaw_deg=0)],
        [recorded(butterfly(), yaw_deg=0)],
    ],
    ids=["alike", "one leg in front", "two views", "limits open below"],
)
def test_it_reads_back_as_it_was_learned(tmp_path, recordings):
    lesson = learn(WISH, recordings)
    assert read(toml_text(lesson), tmp_path) == lesson.stretch


@given(title=TITLES)
def test_any_title_can_be_written(tmp_path_factory, title):
    lesson = low_squat()
    stretch = lesson.stretch.model_copy(update={"title": title})
    text = toml_text(type(lesson)(stretch, lesson.views, lesson.remarks))
    assert read(text, tmp_path_factory.mktemp("titles")).title == title


def test_what_is_not_sure_stands_in_it():
    text = toml_text(low_squat())
    assert all(f"# {remark}" in text for remark in low_squat().remarks)
