"""What the film says about what cannot be judged, and for how long."""

from dataclasses import replace

import figures
from drawing import assessed
from figures import STANDING, by_rules_alone, clip

from posecheck.assess.assessor import Assessment
from posecheck.measures import CannotJudge
from posecheck.outputs.overlay.notes import NOTE_S, Notes

FRAME_S = 0.1
UNSEEN = assessed({"front_knee": None, "knee_over_ankle": None, "trunk_upright": 0.0})
SEEN = assessed({"front_knee": 90.0, "knee_over_ankle": 0.0, "trunk_upright": 0.0})
REASON = ["? front knee, knee over ankle: left ankle hidden"]
SIGN = ["? front knee, knee over ankle"]


def because(reason: str) -> Assessment:
    """With that reason why the front knee cannot be judged."""
    knee, *others = UNSEEN.verdicts
    return replace(UNSEEN, verdicts=(knee.check.judge(CannotJudge(reason)), *others))


def told(*parts: tuple[Assessment, float]) -> list[list[str]]:
    """The notes of every frame of a film of assessments that last so many seconds each."""
    notes, frames = Notes(), [each for each, s in parts for _ in range(round(s / FRAME_S))]
    return [
        notes.lines(replace(each, time_s=number * FRAME_S)) for number, each in enumerate(frames)
    ]


def changes(films: list[list[str]]) -> list[tuple[int, list[str]]]:
    """The frames at which the notes change, with what they are from then on."""
    return [
        (number, lines)
        for number, lines in enumerate(films)
        if number == 0 or lines != films[number - 1]
    ]


def test_a_reason_stands_for_three_seconds_and_then_the_names_alone() -> None:
    assert changes(told((UNSEEN, 10.0))) == [(0, REASON), (round(NOTE_S / FRAME_S), SIGN)]


def test_another_reason_is_told_again_and_the_same_one_is_not() -> None:
    other = because("the foot is outside the picture")
    films = changes(told((UNSEEN, 5.0), (other, 5.0)))
    assert [lines for _, lines in films] == [
        REASON,
        SIGN,
        ["? front knee: the foot is outside the picture", "? knee over ankle"],
        SIGN,
    ]


def test_what_comes_and_goes_within_a_moment_changes_nothing() -> None:
    flickering = [(SEEN, 0.2), (UNSEEN, 0.1), (because("left knee hidden"), 0.2), (UNSEEN, 0.1)]
    assert changes(told((UNSEEN, 4.0), *flickering * 5)) == changes(told((UNSEEN, 7.0)))
    assert told((SEEN, 2.0), *[(UNSEEN, 0.3), (SEEN, 0.3)] * 5) == [[]] * 50


def test_what_was_judged_meanwhile_is_told_again() -> None:
    films = changes(told((UNSEEN, 4.0), (SEEN, 2.0), (UNSEEN, 4.0)))
    assert [lines for _, lines in films] == [REASON, SIGN, [], REASON, SIGN]


def test_a_reason_without_room_waits_until_the_first_has_had_its_time() -> None:
    knee, other, trunk = UNSEEN.verdicts
    trunk = trunk.check.judge(CannotJudge("an arm hides it"))
    both = replace(UNSEEN, verdicts=(knee, other, trunk))
    notes = Notes()
    frames = [replace(both, time_s=number * FRAME_S) for number in range(80)]
    film = [notes.lines(frame, lambda lines: len(lines) <= 1) for frame in frames]
    assert [lines for _, lines in changes(film)] == [
        [*REASON, "? trunk upright"],
        ["? trunk upright: an arm hides it", *SIGN],
        ["? front knee, knee over ankle, trunk upright"],
    ]
    assert Notes().lines(both) == [*REASON, "? trunk upright: an arm hides it"]


def test_out_of_position_the_rule_that_fails_is_told_as_long_as_it_fails() -> None:
    standing = figures.assessed(clip(STANDING, 1), [by_rules_alone("bridge")])[-1]
    films = told((standing, 5.0))
    assert changes(films) == [(0, ["chest facing up 0°; Bridge has at least 40°"])]
