"""What the overlay says."""

from dataclasses import replace

from drawing import assessed

from posecheck.assess.assessor import Assessment
from posecheck.outputs.numbers import compact_limits
from posecheck.outputs.overlay.words import notes, state, subtitle, target_text, value_text


def test_checks_that_cannot_be_judged_for_the_same_reason_share_a_line() -> None:
    assessment = assessed({"front_knee": None, "knee_over_ankle": None})
    assert notes(assessment) == ["front knee, knee over ankle: left ankle hidden"]


def test_the_side_and_the_view_are_said() -> None:
    assert subtitle(assessed({})) == "left leg in front · seen from the side"
    assert subtitle(assessed({}, side=None)).startswith("side unknown")
    assert subtitle(assessed({}, stretch_id="bridge")).startswith("both sides")
    assert subtitle(Assessment(0.0)) == ""


def test_why_nothing_is_assessed_is_said() -> None:
    assert state(Assessment(0.0)) == "No one in view"
    assert state(replace(assessed({}), in_position=False)) == "Not in position"
    assert state(assessed({})) is None


def test_a_value_that_is_missing_is_not_written() -> None:
    known, unknown = assessed({"front_knee": 105.0, "trunk_upright": None}).verdicts
    assert (value_text(known), target_text(known)) == ("105°", compact_limits(known.band, "deg"))
    assert value_text(unknown) == value_text(replace(known, value=float("nan"))) == ""
