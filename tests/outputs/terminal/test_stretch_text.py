"""The stretches in words."""

import pytest
from results import printed

from posecheck.assess.steadiness import STEADY
from posecheck.outputs.terminal.stretch_text import (
    ambiguity_words,
    fix_words,
    stretch_list,
    stretch_text,
)
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import all_built_in, built_in


def test_where_a_check_says_fix_in_words():
    spec = built_in("half_kneeling_lunge").variants("front_knee")[0]
    ends = {
        "under 70 or over 110°": {"good": (80, 100), "fix": (70, 110)},
        "over 12°": {"good": (0, 8), "fix": (0, 12)},
        "under 145°": {"good": (155, 180), "fix": (145, 180)},
        "over 20°": {"good": (-15, 12), "fix": (float("-inf"), 20)},
        "never": {"good": (0, 8), "fix": (0, 8)},
    }
    for words, limits in ends.items():
        assert fix_words(spec.model_copy(update=limits), "deg") == words


def test_from_where_a_stretch_must_be_named_is_said():
    lunge = built_in("half_kneeling_lunge")
    assert ambiguity_words(lunge.model_copy(update={"told_from": frozenset(ViewKind)})) is None
    unclear = {"told_from": frozenset(ViewKind) - {ViewKind.FRONT, ViewKind.FEET}}
    words = ambiguity_words(lunge.model_copy(update={**unclear, "passes_for": "seated_hip"}))
    assert words == (
        "Seen from the front or from the feet end, it can be mistaken for seated hip: name it."
    )
    for stretch in all_built_in():
        told = " ".join(printed(stretch_text(stretch)).split())
        assert ("it can be mistaken" in told) is (stretch.told_from != set(ViewKind))


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_a_stretch_is_described_in_full(stretch):
    words = " ".join(printed(stretch_text(stretch)).split())
    for check in stretch.check:
        cues = [cue for cue in (check.cue_low, check.cue_high) if cue]
        for part in (check.id, check.measure, check.why, *cues):
            assert part in words
    assert all(step in words for step in stretch.how)
    assert "steady" in words


def test_two_cues_are_told_apart_by_the_end_they_are_for():
    words = printed(stretch_text(built_in("bridge")))
    assert 'Says below: "Lift your hips higher"' in words
    assert 'Says above: "Lower your hips a little"' in words
    assert 'Says: "Keep both hips level"' in words


def test_the_rules_of_the_position_are_shown():
    words = " ".join(printed(stretch_text(built_in("half_kneeling_lunge"))).split())
    rule = "knee_ahead (front) at least 0.35 trunk lengths,"
    assert f"In position while all of these hold: {rule}" in words
    assert "trunk_inclination at most 70°" in words


def test_without_a_movement_nothing_is_said_to_be_watched():
    words = printed(stretch_text(built_in("bridge").model_copy(update={"motion": ()})))
    assert "steady: not judged, because the file names no movement to watch" in words
    assert STEADY.cue_high not in words


def test_everything_fits_into_80_columns():
    everything = [stretch_list(all_built_in()), *map(stretch_text, all_built_in())]
    assert max(len(line) for part in everything for line in printed(part).splitlines()) <= 80
