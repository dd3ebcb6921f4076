"""Position rules: what was shown fits them, with room to spare, and other positions do not."""

from dataclasses import replace

import numpy as np
import pytest
from figures import STANDING, lunge
from lessons import hamstring_stretch, lying, recorded, squat, straddle

from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.teaching.readings import HALVES, Quantity
from posecheck.teaching.references import References, shipped_references
from posecheck.teaching.rules import (
    ERRORS,
    FAULT,
    FEW_SHARE,
    MOST_RULES,
    OF_BOTH_LEGS,
    SIDEWAYS,
    TYPICAL,
    choose_rules,
)


@pytest.fixture(scope="module")
def squat_position():
    moments = recorded(squat()).moments
    return choose_rules([moments], ViewKind.SIDE, HALVES, shipped_references())


def broken_by(moment, rules):
    values = (moment.values[Quantity(rule.measure, rule.side)] for rule in rules)
    return [r for r, value in zip(rules, values, strict=True) if not r.holds(value)]


def test_few_rules_tell_it_from_the_other_positions(squat_position):
    table = shipped_references().seen_from(ViewKind.SIDE)
    assert 1 <= len(squat_position.rules) <= MOST_RULES
    assert len(squat_position.fits_too) <= 0.01 * len(table.labels)


def test_what_was_shown_fits_with_room_for_errors_and_faults(squat_position):
    moment = recorded(squat()).moments[0]
    for rule in squat_position.rules:
        value, measure = moment.values[Quantity(rule.measure, rule.side)], MEASURES[rule.measure]
        room = ERRORS * measure.error[ViewKind.SIDE] + FAULT[measure.unit]
        assert rule.holds(value - room + 0.01)
        assert rule.holds(value + room - 0.01)


@pytest.mark.parametrize("yaw_deg", [90, -90])
def test_it_fits_on_either_side_and_done_a_little_differently(squat_position, yaw_deg):
    for figure in (squat(), squat(80, 20), squat(60, 38)):
        moment = recorded(figure, yaw_deg=yaw_deg).moments[0]
        assert broken_by(moment, squat_position.rules) == []


def test_what_was_shown_lies_in_the_middle_and_who_lies_too_far_from_it_does_not_count():
    moments = recorded(squat()).moments
    rows = shipped_references().rows(shipped_references().labels == "standing")
    rows.views[:] = "side"
    rows.values[:] = [moments[0].values.get(quantity, np.nan) for quantity in rows.quantities]
    same = choose_rules([moments], ViewKind.SIDE, HALVES, rows)
    assert same.mean_deviation == TYPICAL[0]
    for column, quantity in enumerate(rows.quantities):
        # Between half way to the limit and the limit itself, which mean_deviation allows nobody.
        unit = MEASURES[quantity.measure].unit
        rows.values[:, column] += 0.8 * FAULT[unit] + MEASURES[quantity.measure].error.get(
            ViewKind.SIDE, 0.0
        )
    other = choose_rules([moments], ViewKind.SIDE, HALVES, rows)
    values = dict(zip(rows.quantities, rows.values[0], strict=True))
    assert all(rule.holds(values[Quantity(rule.measure, rule.side)]) for rule in other.rules)
    assert other.fits_too == ()
    assert other.mean_deviation == TYPICAL[1]


def test_of_legs_that_point_at_the_camera_nothing_is_asked_that_it_cannot_see():
    moments = recorded(straddle()).moments
    from_the_side = choose_rules([moments], ViewKind.SIDE, HALVES, shipped_references())
    assert not {rule.measure for rule in from_the_side.rules} & set(SIDEWAYS)
    front = recorded(straddle(), yaw_deg=0).moments
    from_the_front = choose_rules([front], ViewKind.FRONT, (), shipped_references())
    assert {rule.measure for rule in from_the_front.rules} & set(SIDEWAYS)


def test_a_far_leg_that_is_seen_in_the_near_one_breaks_nothing():
    """As the pose model often has it of people who lie with one leg lifted."""
    references = shipped_references()
    moments = recorded(hamstring_stretch()).moments
    position = choose_rules([moments], ViewKind.SIDE, HALVES, references)
    assert len(position.fits_too) <= FEW_SHARE * len(references.seen_from(ViewKind.SIDE).labels)
    (seen_twice, *_) = recorded(hamstring_stretch(far_deg=78.0)).moments
    assert broken_by(seen_twice, position.rules) == []


def test_the_far_leg_is_asked_about_where_the_near_one_alone_tells_too_little():
    position = choose_rules(
        [recorded(lying()).moments], ViewKind.SIDE, HALVES, shipped_references()
    )
    asked = {rule.measure for rule in position.rules if rule.side is Role.FAR}
    assert asked | {rule.measure for rule in position.rules}.intersection(OF_BOTH_LEGS)


def test_rules_apply_from_further_round_as_far_as_they_are_read_from_there(squat_position):
    moments = recorded(squat()).moments
    position = choose_rules(
        [moments], ViewKind.SIDE, HALVES, shipped_references(), (ViewKind.OBLIQUE,)
    )
    assert [r.measure for r in position.rules] == [r.measure for r in squat_position.rules]
    for rule in position.rules:
        read_from = MEASURES[rule.measure].views
        assert rule.views == {ViewKind.SIDE, ViewKind.OBLIQUE} & read_from


@pytest.mark.parametrize(
    ("seen_there", "told"), [((STANDING,), True), ((STANDING, squat()), False), ((), False)]
)
def test_it_is_told_from_further_round_where_others_break_the_rules_there_too(seen_there, told):
    beside = [("standing", moment) for moment in recorded(STANDING).moments]
    further_round = [
        ("other", replace(moment, view=ViewKind.OBLIQUE))
        for figure in seen_there
        for moment in recorded(figure).moments
    ]
    table = References.from_moments(beside + further_round, shipped_references().quantities)
    moments, also = recorded(squat()).moments, (ViewKind.OBLIQUE,)
    position = choose_rules([moments], ViewKind.SIDE, HALVES, table, also)
    assert position.told_from == {ViewKind.SIDE, *(also if told else ())}


def test_another_stretch_breaks_them(squat_position):
    assert broken_by(recorded(lunge()).moments[0], squat_position.rules)


def test_several_recordings_widen_them():
    one = recorded(squat(70)).moments
    both = choose_rules(
        [one, recorded(squat(110)).moments], ViewKind.SIDE, HALVES, shipped_references()
    )
    for figure in (squat(70), squat(90), squat(110)):
        assert broken_by(recorded(figure).moments[0], both.rules) == []


def test_what_was_shown_done_badly_still_fits(squat_position):
    """So far off that it would be another position, had it not been shown as a fault."""
    well, badly = (recorded(figure).moments for figure in (squat(), squat(150, 5)))
    assert broken_by(badly[0], squat_position.rules)
    rules = choose_rules([well], ViewKind.SIDE, HALVES, shipped_references(), bad=[badly]).rules
    assert broken_by(badly[0], rules) == broken_by(well[0], rules) == []


def test_what_is_not_told_apart_is_named():
    table = shipped_references()
    rows = table.rows(table.labels == "standing")
    moments = recorded(squat()).moments
    same = [moments[0].values.get(quantity, np.nan) for quantity in rows.quantities]
    rows.values[:] = same
    rows.views[:] = "side"
    position = choose_rules([moments], ViewKind.SIDE, HALVES, rows)
    assert set(position.fits_too) == {"standing"}


def test_without_a_leg_that_could_be_meant_rules_are_about_the_whole_body():
    moments = recorded(squat(), yaw_deg=0).moments
    position = choose_rules([moments], ViewKind.FRONT, (), shipped_references())
    assert {rule.side for rule in position.rules} == {Role.BOTH}
