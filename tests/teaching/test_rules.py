"""Position rules: what was shown fits them, with room to spare, and other positions do not."""

import numpy as np
import pytest
from figures import lunge
from lessons import recorded, squat

from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.teaching.readings import HALVES, Quantity
from posecheck.teaching.references import shipped_references
from posecheck.teaching.rules import ERRORS, FAULT, MOST_RULES, NARROW_SHARE, choose_rules


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
        room = ERRORS * measure.error[ViewKind.SIDE] + NARROW_SHARE * FAULT[measure.unit]
        assert rule.holds(value - room + 0.01)
        assert rule.holds(value + room - 0.01)


@pytest.mark.parametrize("yaw_deg", [90, -90])
def test_it_fits_on_either_side_and_done_a_little_differently(squat_position, yaw_deg):
    for figure in (squat(), squat(80, 20), squat(60, 38)):
        moment = recorded(figure, yaw_deg=yaw_deg).moments[0]
        assert broken_by(moment, squat_position.rules) == []


def test_another_stretch_breaks_them(squat_position):
    assert broken_by(recorded(lunge()).moments[0], squat_position.rules)


def test_several_recordings_widen_them():
    one = recorded(squat(70)).moments
    both = choose_rules(
        [one, recorded(squat(110)).moments], ViewKind.SIDE, HALVES, shipped_references()
    )
    for figure in (squat(70), squat(90), squat(110)):
        assert broken_by(recorded(figure).moments[0], both.rules) == []


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
