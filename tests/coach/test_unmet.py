"""What keeps a person out of position is told by its rule, once they had time to come in."""

from dataclasses import replace

from figures import STANDING, assessed, by_rules_alone, clip, lunge
from sessions import routine

from posecheck.assess.assessor import Assessment
from posecheck.coach import Coach, Phase
from posecheck.coach.placement import CLEAR, Obstacle, Rung
from posecheck.coach.unmet import AFTER_S, UnmetRule
from posecheck.measures import CannotJudge
from posecheck.stretches.stretch import Rule

LUNGE = by_rules_alone("half_kneeling_lunge")
OUT = Rung(Obstacle.NOT_IN_POSITION, "Kneel on one knee.")
ELSEWHERE = Rung(Obstacle.WRONG_VIEW, "Turn to your left.")
STANDS = assessed(clip(STANDING, 12.0), [LUNGE])
BROKEN = [reading.rule for reading in STANDS[-1].rules if reading.holds is False]


def told(assessments: list[Assessment], rung: Rung = OUT) -> list[tuple[float, Rule | None]]:
    """When which rule is told."""
    unmet = UnmetRule()
    readings = ((a.time_s, unmet.observe(a, rung)) for a in assessments)
    return [(time_s, reading.rule if reading else None) for time_s, reading in readings]


def test_the_first_broken_rule_is_told_after_a_while_and_then_stays():
    by_time = told(STANDS)
    assert {rule for time_s, rule in by_time if time_s < AFTER_S} == {None}
    assert {rule for time_s, rule in by_time if time_s >= AFTER_S} == {BROKEN[0]}


def test_nothing_is_told_while_another_thing_comes_first():
    for rung in (ELSEWHERE, CLEAR):
        assert {rule for _, rule in told(STANDS, rung)} == {None}


def test_the_wait_begins_again_where_something_else_came_between():
    unmet = UnmetRule()
    for assessment in STANDS[:-30]:
        unmet.observe(assessment, OUT)
    unmet.observe(STANDS[-30], ELSEWHERE)
    assert all(unmet.observe(assessment, OUT) is None for assessment in STANDS[-29:])


def test_a_broken_rule_comes_before_one_that_cannot_be_read():
    def seen(assessment: Assessment, *, all_hidden: bool) -> Assessment:
        """The first rule cannot be read; with `all_hidden`, none can."""
        hidden = [
            replace(r, result=CannotJudge("knee hidden"), holds=None) for r in assessment.rules
        ]
        rules = hidden if all_hidden else (hidden[0], *assessment.rules[1:])
        return replace(assessment, rules=tuple(rules))

    rules = [reading.rule for reading in STANDS[-1].rules]
    (_, *others) = (rule for rule in rules if rule in BROKEN or rule is rules[0])
    assert told([seen(a, all_hidden=False) for a in STANDS])[-1][1] == others[0]
    assert told([seen(a, all_hidden=True) for a in STANDS])[-1][1] == rules[0]


def test_the_coach_shows_it_until_the_person_is_in_position():
    coach = Coach(routine(LUNGE), safety_note=False)
    shown = []
    for assessment in assessed([*clip(STANDING, 20.0), *clip(lunge(), 3.0, start_s=20.0)], [LUNGE]):
        coach.observe(assessment)
        shown.append((coach.view.phase, coach.view.unmet and coach.view.unmet.rule))
    assert (Phase.PLACE, BROKEN[0]) in shown
    assert shown[0] == (Phase.PLACE, None)
    assert shown[-1][1] is None
