"""The clock is fed with assessments that say what is wrong, and nothing else."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from figures import lunge, seen
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import GRACE_S, LONGEST_STEP_S, UNSEEN_S, HoldClock
from posecheck.measures import CannotJudge, Measurement
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Band, Check
from posecheck.stretches.stretch import built_in

LUNGE, BRIDGE = built_in("half_kneeling_lunge"), built_in("bridge")
POSE = seen(lunge())
STEP_S = 0.1
REQUIRED = Check("knee", Band((80, 100), (70, 110)), "open it", "bend it")
WISH = Check("wish", Band((80, 100), (70, 110)), "a", "b", required=False)


@dataclass(frozen=True)
class Now:
    """What is seen at one moment."""

    knee: float | None = 90.0
    wish: float = 90.0
    in_position: bool = True
    side: Side | None = Side.LEFT
    found: bool = True
    stretch: object = LUNGE
    carried: bool = False
    scene: int = 0

    def at(self, time_s: float) -> Assessment:
        if not self.found:
            return Assessment(time_s)
        values = ((REQUIRED, self.knee), (WISH, self.wish))
        verdicts = tuple(
            check.judge(CannotJudge("hidden") if v is None else Measurement(v, "deg", 1.0))
            for check, v in values
        )
        return Assessment(
            time_s=time_s,
            pose=replace(POSE, carried=self.carried, scene=self.scene),
            stretch=self.stretch,
            recognised=True,
            in_position=self.in_position,
            side=self.side,
            verdicts=verdicts if self.in_position else (),
        )


GOOD, BAD, OUT, NOBODY = Now(), Now(knee=120), Now(in_position=False), Now(found=False)
HIDDEN = Now(knee=None)


def run(*parts, step_s=STEP_S):
    """A clock after parts of (what is seen, for how many frames)."""
    clock, time_s = HoldClock(), 0.0
    for now, frames in parts:
        for _ in range(frames):
            clock.observe(now.at(time_s))
            time_s += step_s
    return clock


@given(gaps=st.lists(st.floats(0.001, 0.99 * LONGEST_STEP_S), min_size=1, max_size=80))
def test_seconds_come_from_the_timestamps(gaps):
    clock = HoldClock()
    for time_s in np.cumsum([0.0, *gaps]):
        clock.observe(GOOD.at(float(time_s)))
    assert clock.current.clock_s == pytest.approx(sum(gaps))
    assert clock.current.end_s == pytest.approx(sum(gaps))
    assert clock.paused is None


def test_the_frame_rate_does_not_matter():
    seconds = [
        run((GOOD, round(2 / step)), (BAD, round(2 / step)), (GOOD, round(2 / step)), step_s=step)
        for step in (0.02, 0.05, 0.2)
    ]
    assert [clock.current.clock_s for clock in seconds] == pytest.approx([4.0] * 3, abs=0.3)


def test_a_gap_between_frames_counts_for_nothing():
    clock = HoldClock()
    for time_s in (0.0, 0.5, 0.5 + LONGEST_STEP_S + 0.1):
        clock.observe(GOOD.at(time_s))
    assert clock.current.clock_s == pytest.approx(0.5)


def test_a_gap_within_a_hold_is_no_part_of_how_long_it_lasted():
    clock = HoldClock()
    for time_s in (0.0, 0.5, 600.5, 601.0):
        clock.observe(GOOD.at(time_s))
    clock.observe(OUT.at(900.0))
    hold = clock.current
    assert (hold.end_s - hold.start_s, hold.known_s) == (601.0, pytest.approx(1.0))


@pytest.mark.parametrize("fault", [BAD, OUT, NOBODY])
def test_a_fault_shorter_than_the_grace_costs_nothing(fault):
    frames = round(GRACE_S / STEP_S) - 1
    clock = run((GOOD, 20), (fault, frames), (GOOD, 20))
    assert clock.current.clock_s == pytest.approx((39 + frames) * STEP_S)
    assert clock.current.pauses == []


def test_single_good_frames_between_bad_ones_do_not_end_a_fault():
    clock = run((GOOD, 21), *((BAD, 3), (GOOD, 1)) * 8)
    assert clock.current.clock_s == pytest.approx(2.0)
    assert [pause.reason for pause in clock.current.pauses] == ["bend it"]
    assert run((GOOD, 21), (BAD, 2), (GOOD, 1), (BAD, 1), (GOOD, 10)).current.clock_s == (
        pytest.approx(3.4)
    )


@pytest.mark.parametrize(
    ("fault", "reason"), [(BAD, "bend it"), (OUT, "out of position"), (NOBODY, "nobody in view")]
)
def test_a_longer_fault_pauses_the_clock_and_says_why(fault, reason):
    clock = run((GOOD, 21), (fault, 30))
    hold = clock.current
    assert hold.clock_s == pytest.approx(2.0)
    assert [pause.reason for pause in hold.pauses] == [reason]
    assert hold.pauses[0].at_s == pytest.approx(2.0)
    assert clock.paused == hold.pauses[0]


def test_the_clock_goes_on_where_it_stopped():
    clock = run((GOOD, 21), (BAD, 30), (GOOD, 30), (OUT, 30), (GOOD, 10))
    assert len(clock.holds) == 1
    assert clock.current.clock_s == pytest.approx((20 + 30 + 10) * STEP_S)
    assert [pause.reason for pause in clock.current.pauses] == ["bend it", "out of position"]
    assert clock.paused is None


@given(parts=st.lists(st.tuples(st.sampled_from([GOOD, BAD, OUT, NOBODY]), st.integers(1, 12))))
def test_what_was_held_is_never_lost_and_never_more_than_what_passed(parts):
    clock, time_s, before = HoldClock(), 0.0, 0.0
    for now, frames in parts:
        for _ in range(frames):
            clock.observe(now.at(time_s))
            held = clock.current.clock_s if clock.current else 0.0
            assert before - 1e-9 <= held <= time_s + 1e-9
            before, time_s = held, time_s + STEP_S
    assert len(clock.holds) <= 1


def test_a_fault_that_is_hidden_is_not_corrected():
    clock = run((GOOD, 21), (BAD, 4), (HIDDEN, 20))
    assert clock.current.clock_s == pytest.approx(2.0)
    assert clock.paused.reason == "bend it"
    clock = run((GOOD, 21), (BAD, 4), (HIDDEN, 20), (GOOD, 10))
    assert clock.current.clock_s == pytest.approx(3.0)
    assert clock.paused is None


def test_the_clock_says_why_it_must_not_run_at_this_moment():
    assert run((GOOD, 21)).obstacle is None
    assert run((GOOD, 21), (BAD, 1)).obstacle == "bend it"
    assert run((GOOD, 21), (BAD, 4), (HIDDEN, 20)).obstacle == "bend it"
    assert run((GOOD, 21), (BAD, 4), (GOOD, 1)).obstacle is None
    assert run((NOBODY, 1)).obstacle == "nobody in view"


def test_a_fault_does_not_wait_longer_while_the_person_is_away():
    away = round((UNSEEN_S - 2) / STEP_S)
    waits = run((GOOD, 21), (BAD, 4), (OUT, away), (HIDDEN, 10))
    assert waits.obstacle == "bend it"
    assert run((GOOD, 21), (BAD, 4), (OUT, away), (HIDDEN, 30)).obstacle is None


def test_a_fault_of_a_single_frame_does_not_stand_while_it_is_hidden():
    assert run((GOOD, 21), (BAD, 1), (HIDDEN, 20)).current.clock_s == pytest.approx(4.1)


@pytest.mark.parametrize("looks", [1, 2])
def test_nor_does_one_of_a_few_looks_at_a_low_frame_rate(looks):
    assert run((GOOD, 10), (BAD, looks), (HIDDEN, 10), step_s=0.4).paused is None


def test_nor_does_one_of_a_single_look_that_is_carried_over():
    carried = replace(BAD, carried=True)
    assert run((GOOD, 10), (BAD, 1), (carried, 4), (HIDDEN, 10)).paused is None
    assert run((GOOD, 10), (BAD, 3), (carried, 4), (HIDDEN, 10)).paused is not None


def test_a_fault_that_stays_hidden_stops_the_clock_for_ten_seconds_and_nothing_is_held_well_then():
    clock = run((GOOD, 21), (BAD, 4), (HIDDEN, 200))
    hold = clock.current
    assert hold.clock_s == pytest.approx(2.0 + 20 - UNSEEN_S, abs=0.2)
    assert hold.good_s == pytest.approx(2.0)
    assert clock.paused is None
    assert not clock.is_judged
    hold = run((GOOD, 21), (BAD, 4), (HIDDEN, 200), (GOOD, 10)).current
    assert hold.good_s == pytest.approx(3.0, abs=0.1)


def test_a_fault_that_is_seen_is_judged_also_before_it_pauses_the_clock():
    """The film shows its value; `not judged` beside it would deny that."""
    clock = run((GOOD, 20), (BAD, 4))
    assert clock.paused is None
    assert clock.is_judged


def test_a_fault_before_a_cut_is_none_of_whoever_is_seen_after_it():
    clock = run((GOOD, 20), (BAD, 20), (replace(HIDDEN, scene=1), 20))
    assert clock.paused is None
    assert clock.current.clock_s == pytest.approx(2.0 + 2.0, abs=0.2)
    assert run((BAD, 20), (NOBODY, 5), (HIDDEN, 20)).paused.reason == REQUIRED.cue_high


def test_after_a_cut_the_other_leg_begins_a_hold_of_its_own():
    """A film of both sides, trimmed so that one follows on the other."""
    other = replace(BAD, side=Side.RIGHT, scene=1)
    clock = run((GOOD, 20), (replace(other, side=None), 2), (other, 20))
    assert [hold.side for hold in clock.holds] == [Side.LEFT, Side.RIGHT]
    left, right = clock.holds
    assert (left.good_s, right.good_s) == (pytest.approx(2.0, abs=0.3), 0.0)
    same = run((GOOD, 20), (replace(GOOD, scene=1), 20))
    assert len(same.holds) == 1


def test_what_was_never_seen_at_fault_does_not_stop_the_clock():
    assert run((HIDDEN, 31)).current.clock_s == pytest.approx(3.0)


def test_only_time_in_which_the_main_check_is_judged_is_held_well():
    clock = run((GOOD, 11), (HIDDEN, 30), (GOOD, 10))
    hold = clock.current
    assert (hold.clock_s, hold.pauses) == (pytest.approx(5.0), [])
    assert hold.good_s == pytest.approx(1.0 + GRACE_S + 1.0, abs=STEP_S + 1e-6)


@pytest.mark.parametrize("every", [4, 20])
def test_no_more_counts_as_held_well_than_a_verdict_would_need(every):
    """One frame in four is enough for a verdict, one in twenty is not."""
    rare = ((GOOD, 1), (HIDDEN, every - 1)) * (600 // every)
    hold = run(*rare, step_s=0.05).current
    judged_s = hold.clock_s / every
    assert hold.good_s >= 0.7 * hold.clock_s if every == 4 else hold.good_s <= 2 * judged_s


def test_a_value_that_sways_about_both_limits_is_told_one_thing():
    """For one frame in six a knee reads too straight while it is mostly too bent."""
    clock, time_s, told = HoldClock(), 0.0, set()
    for now in [GOOD] * 20 + [Now(knee=60)] * 10 + ([BAD] + [Now(knee=60)] * 5) * 8:
        clock.observe(now.at(time_s))
        told.add(clock.paused.reason if clock.paused else None)
        time_s += STEP_S
    assert told == {None, REQUIRED.cue_low}


@pytest.mark.parametrize("outlier", [OUT, Now(knee=60)])
def test_good_moments_within_a_pause_do_not_count_for_the_frame_after_them(outlier):
    """A knee too straight for a while, good for 0.2 s, and for a frame too bent."""
    clock = run((GOOD, 20), (BAD, 6), (GOOD, 2), (outlier, 1))
    assert clock.paused.reason == REQUIRED.cue_high
    assert [pause.reason for pause in clock.current.pauses] == [REQUIRED.cue_high]


@pytest.mark.parametrize("frames", [1, 2])
def test_what_is_too_low_and_too_high_in_turn_does_not_stand_while_it_is_hidden(frames):
    swaying = ((BAD, frames), (Now(knee=60), frames)) * 2
    assert run((GOOD, 20), *swaying, (HIDDEN, 20)).paused is None
    assert run((GOOD, 20), *swaying, (BAD, 3), (HIDDEN, 20)).paused.reason == REQUIRED.cue_high


def test_a_moment_that_is_not_judged_costs_nothing():
    hold = run((GOOD, 11), (HIDDEN, round(GRACE_S / STEP_S) - 1), (GOOD, 10)).current
    assert hold.good_s == pytest.approx(hold.clock_s)


def test_a_pause_is_for_the_reason_that_held_for_most_of_it_and_now_for_that_of_this_moment():
    clock = run((GOOD, 21), (BAD, 1), (OUT, 60), (BAD, 5))
    assert [pause.reason for pause in clock.current.pauses] == ["out of position"]
    assert clock.paused.reason == "bend it"
    assert clock.paused.at_s == clock.current.pauses[0].at_s == pytest.approx(2.0)


def test_a_reason_that_changes_for_long_begins_another_pause_at_that_time():
    other = Now(knee=60)
    clock = run((GOOD, 20), (BAD, 30), (other, 30), (OUT, 60))
    assert [(pause.reason, round(pause.at_s, 1)) for pause in clock.current.pauses] == [
        (REQUIRED.cue_high, 1.9),
        (REQUIRED.cue_low, pytest.approx(5.3, abs=0.5)),
    ]
    assert clock.current.clock_s == pytest.approx(1.9)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 1.9])
def test_one_that_comes_and_goes_within_a_pause_is_not_told(seconds):
    other = Now(knee=60)
    clock = run((GOOD, 20), *((BAD, 30), (other, round(seconds / STEP_S))) * 3)
    assert [pause.reason for pause in clock.current.pauses] == [REQUIRED.cue_high]


def test_a_pause_that_ends_with_the_hold_is_for_what_was_seen_until_then():
    (pause,) = run((GOOD, 21), (BAD, 10), (OUT, 60)).current.pauses
    assert (pause.reason, pause.at_s) == ("bend it", pytest.approx(2.0))
    (pause,) = run((GOOD, 21), (BAD, 2), (OUT, 60)).current.pauses
    assert pause.reason == "out of position"


def test_a_pause_in_which_somebody_was_away_for_longer_is_for_that_after_a_return():
    for back in (GOOD, BAD):
        (pause,) = run((GOOD, 21), (BAD, 10), (OUT, 60), (back, 10)).current.pauses
        assert pause.reason == "out of position"


def test_a_long_fault_and_a_long_time_away_are_two_pauses_after_a_return():
    clock = run((GOOD, 21), (BAD, 30), (OUT, 60), (GOOD, 10))
    assert [(pause.reason, round(pause.at_s, 1)) for pause in clock.current.pauses] == [
        ("bend it", 2.0),
        ("out of position", 5.0),
    ]
    again = run((GOOD, 21), (BAD, 30), (OUT, 60), (BAD, 40))
    assert [pause.reason for pause in again.current.pauses] == [
        "bend it",
        "out of position",
        "bend it",
    ]


def test_only_a_required_check_stops_the_clock():
    clock = run((Now(wish=200), 31))
    assert clock.current.clock_s == pytest.approx(3.0)
    assert clock.current.pauses == []


@pytest.mark.parametrize("knee", [75, 105])
def test_borderline_does_not_stop_the_clock(knee):
    assert run((Now(knee=knee), 31)).current.clock_s == pytest.approx(3.0)


def test_nothing_starts_before_the_position_is_taken():
    clock = run((NOBODY, 10), (OUT, 10))
    assert clock.holds == []
    assert clock.current is clock.paused is None


def test_switching_the_front_leg_starts_a_second_hold():
    clock = run((GOOD, 21), (OUT, 10), (Now(side=Side.RIGHT), 11))
    assert [hold.side for hold in clock.holds] == [Side.LEFT, Side.RIGHT]
    assert [hold.clock_s for hold in clock.holds] == pytest.approx([2.0, 1.0])
    assert clock.holds[1].start_s == pytest.approx(3.1)


def test_another_stretch_starts_another_hold():
    clock = run((GOOD, 21), (Now(stretch=BRIDGE, side=None), 11))
    assert [hold.stretch for hold in clock.holds] == [LUNGE.id, BRIDGE.id]


def test_a_hold_ends_when_the_position_was_last_seen():
    clock = run((GOOD, 21), (BAD, 10), (OUT, 40), (NOBODY, 10))
    assert clock.current.end_s == pytest.approx(3.0)


def test_time_that_is_passed_over_counts_for_nothing_and_is_no_pause():
    clock = run((GOOD, 21))
    for frame in range(21, 31):
        clock.pass_over(frame * STEP_S)
    clock.observe(GOOD.at(31 * STEP_S))
    assert clock.current.clock_s == pytest.approx(2.0 + STEP_S)
    assert clock.current.pauses == []


def test_a_leg_mistaken_at_first_does_not_split_the_hold():
    clock = run((GOOD, 20), (Now(side=Side.RIGHT), 30), (OUT, 3), (Now(side=Side.LEFT), 20))
    (hold,) = clock.holds
    assert hold.side is Side.LEFT
    assert hold.good_s == pytest.approx(7.2, abs=STEP_S)


def test_a_hold_whose_leg_is_not_known_at_first_is_that_of_the_leg_that_is_found():
    (hold,) = run((Now(side=None), 20), (GOOD, 30)).holds
    assert (hold.side, hold.good_s) == (Side.LEFT, pytest.approx(4.9))


def test_the_other_leg_after_leaving_the_position_begins_another_hold():
    clock = run((GOOD, 20), (OUT, round(2 * GRACE_S / STEP_S)), (Now(side=Side.RIGHT), 20))
    assert [hold.side for hold in clock.holds] == [Side.LEFT, Side.RIGHT]


@pytest.mark.parametrize("away", [OUT, NOBODY])
def test_a_leg_found_to_be_the_other_one_only_after_a_return_takes_nothing_from_before(away):
    taken_for_left, right = (GOOD, 6), (Now(side=Side.RIGHT), 20)
    clock = run((GOOD, 21), (away, 30), taken_for_left, right)
    before, since = clock.holds
    assert (before.side, since.side) == (Side.LEFT, Side.RIGHT)
    assert (before.end_s, since.start_s) == pytest.approx((2.0, 5.1))
    assert (before.good_s, since.good_s) == pytest.approx((2.0, 2.6), abs=STEP_S)
    assert ([pause.at_s for pause in before.pauses], since.pauses) == ([pytest.approx(2.0)], [])


def test_a_leg_that_is_found_while_a_fault_is_seen_after_a_return_begins_a_hold_that_is_stopped():
    at_fault = [(Now(side=side, knee=120), 20) for side in (Side.LEFT, Side.RIGHT)]
    clock = run((GOOD, 21), (NOBODY, 10), *at_fault)
    before, since = clock.holds
    assert (before.clock_s, since.clock_s) == (pytest.approx(2.0), 0.0)
    assert [pause.reason for pause in since.pauses] == ["bend it"]
