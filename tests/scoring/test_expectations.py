"""What is expected of clips, and where a result falls short of it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from places import QUICK
from results import result as found

from posecheck.assess.steadiness import STEADY
from posecheck.clips.analysis import choose_stretches
from posecheck.scoring.expectations import Comparison, Difference, Expected
from posecheck.scoring.expectations_file import load_expectations
from posecheck.scoring.job import Scored

LUNGE = QUICK / "lunge_side.mp4"
CHECKS = [*(id for stretch in choose_stretches() for id in stretch.check_ids), STEADY.id]

RIGHT = """
[[expect]]
clip = "quick/lunge_side.mp4"
stretch = "half_kneeling_lunge"
side = "left"
checks = { trunk_upright = "good", flat_back = ["fix", "good"] }
"""


@pytest.fixture(scope="module")
def scored(analyzed) -> Scored:
    """A good lunge."""
    return Scored(0, str(LUNGE), result=analyzed(LUNGE))


def compared(path: Path, *clips: Scored) -> Comparison:
    comparison = load_expectations(path, CHECKS)
    for clip in clips:
        comparison.add(clip)
    return comparison


def written(tmp_path: Path, text: str, name: str = "expected.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_what_is_as_expected_is_no_difference(tmp_path, scored):
    comparison = compared(written(tmp_path, RIGHT), scored)
    assert not comparison.fell_short


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('= "good"', '= "fix"', "trunk_upright is good, fix expected"),
        ('["fix", "good"]', '["fix", "borderline"]', "flat_back is good, fix or borderline exp"),
        ('"half_kneeling_lunge"', '"bridge"', "stretch is half_kneeling_lunge, bridge expected"),
        ('"half_kneeling_lunge"', '"none"', "stretch is half_kneeling_lunge, none expected"),
        ('"left"', '"right"', "side is left, right expected"),
        ("trunk_upright =", "hip_height =", "hip_height is missing, good expected"),
    ],
)
def test_what_is_not_is_reported(tmp_path, scored, right, wrong, words):
    comparison = compared(written(tmp_path, RIGHT.replace(right, wrong)), scored)
    assert comparison.fell_short
    assert words in str(comparison.differences[0])
    assert len(comparison.differences) == 1


@pytest.mark.parametrize(
    ("given", "differences", "known", "resolved"),
    [("good", 0, 1, 0), ("borderline", 1, 0, 0)],
)
def test_a_known_miss_excuses_only_itself(tmp_path, scored, given, differences, known, resolved):
    miss = f'known_misses = [{{ of = "trunk_upright", given = "{given}", reason = "why" }}]'
    text = RIGHT.replace('trunk_upright = "good"', 'trunk_upright = "fix"') + miss
    comparison = compared(written(tmp_path, text), scored)
    counts = [len(x) for x in (comparison.differences, comparison.known, comparison.resolved)]
    assert counts == [differences, known, resolved]


def test_a_side_that_there_is_not_is_called_none():
    assert str(Difference("a.mp4", "side", ["left"], "")) == "a.mp4: side is none, left expected"


def test_a_known_miss_that_does_not_come_is_reported_but_is_no_fault(tmp_path, scored):
    miss = 'known_misses = [{ of = "trunk_upright", given = "fix", reason = "why" }]'
    comparison = compared(written(tmp_path, RIGHT + miss), scored)
    assert not comparison.fell_short
    assert comparison.resolved == ["quick/lunge_side.mp4: trunk_upright"]


def test_a_clip_of_a_list_that_does_not_come_is_a_fault_and_an_extra_one_is_not(tmp_path, scored):
    other = Scored(1, "elsewhere/lunge_side.mp4", result=scored.result)
    comparison = compared(written(tmp_path, RIGHT), other)
    assert comparison.fell_short
    assert comparison.not_scored == ["quick/lunge_side.mp4"]
    assert comparison.unlisted == 1


def test_a_clip_that_failed_is_not_as_expected(tmp_path):
    comparison = compared(written(tmp_path, RIGHT), Scored(0, str(LUNGE), error="it is damaged"))
    assert comparison.not_scored == ["quick/lunge_side.mp4"]
    assert (comparison.fell_short, comparison.unlisted) == (True, 0)


@pytest.mark.parametrize(
    ("listed", "clip"),
    [
        ("Jos\u00e9.mp4", "u/Jose\u0301.mp4"),
        ("Jose\u0301.mp4", "u/Jos\u00e9.mp4"),
        ("https://h/get?key=1", "https://h/get?key=1"),
        ("https://me:secret@h/a.mp4", "https://me:secret@h/a.mp4"),
    ],
)
def test_a_clip_is_known_however_its_accents_are_written_and_though_it_has_a_key(
    scored, listed, clip
):
    comparison = Comparison([Expected(clip=listed, side="left")])
    comparison.add(replace(scored, clip=clip))
    assert (comparison.unlisted, comparison.not_scored) == (0, [])


@pytest.mark.parametrize(
    ("clips", "differing"),
    [
        (["clip.mp4", "day2/clip.mp4"], []),
        (["./clip.mp4", "./day2/clip.mp4"], []),
        (["all/clip.mp4", "all/day2/clip.mp4"], []),  # from another folder
        (["all/clip.mp4", "all/day3/clip.mp4"], ["clip.mp4"]),
    ],
)
def test_the_longest_name_that_fits_a_clip_is_about_it(scored, clips, differing):
    comparison = Comparison(
        [Expected(clip="clip.mp4", side="left"), Expected(clip="day2/clip.mp4", side="right")]
    )
    for clip, side in zip(clips, ("left", "right"), strict=True):
        comparison.add(replace(scored, clip=clip, result=found(side=side)))
    assert [difference.clip for difference in comparison.differences] == differing
    assert comparison.unlisted == 0


def test_all_entries_of_one_name_are_about_the_clip(scored):
    comparison = Comparison(
        [Expected(clip="day2/clip.mp4", side=side) for side in ("left", "right")]
    )
    comparison.add(replace(scored, clip="day2/clip.mp4", result=found(side="left")))
    assert [difference.expected for difference in comparison.differences] == [("right",)]


@pytest.mark.skipif(os.sep == "\\", reason="Windows has no such names")
def test_a_name_as_it_is_written_is_closer_than_as_windows_reads_it(scored):
    comparison = Comparison(
        [
            Expected(clip="monday/clip.mp4", side="left"),
            Expected(clip="monday\\clip.mp4", side="right"),
        ]
    )
    comparison.add(replace(scored, clip="monday/clip.mp4", result=found(side="left")))
    comparison.add(replace(scored, clip="monday\\clip.mp4", result=found(side="right")))
    assert not comparison.fell_short


@pytest.mark.skipif(os.sep == "\\", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("listed", "clip", "is_about_it"),
    [
        ("monday\\lunge.mp4", "videos/monday/lunge.mp4", True),  # a list from Windows
        ("monday\\lunge.mp4", "videos/monday\\lunge.mp4", True),
        ("lunge.mp4", "monday\\lunge.mp4", False),
        ("monday/lunge.mp4", "monday\\lunge.mp4", False),
        ("\\", "\\", True),
        ("lunge.mp4", "\\", False),
    ],
)
def test_a_backslash_in_the_name_of_a_clip_is_no_folder(scored, listed, clip, is_about_it):
    comparison = Comparison([Expected(clip=listed, side="left")])
    comparison.add(replace(scored, clip=clip))
    assert (comparison.unlisted == 0, comparison.not_scored == []) == (is_about_it, is_about_it)
