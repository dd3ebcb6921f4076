"""What a film says of repetitions."""

from dataclasses import replace

from figures import STANDING, assessed, bridge, clip, summed_up

from posecheck.assess.assessor import Assessment
from posecheck.assess.steadiness import STEADY
from posecheck.clips.pauses import REPEATING
from posecheck.clips.repetitions import NO_BOUNCING
from posecheck.clips.stretch_record import NO_MOVEMENT
from posecheck.measures import Measurement
from posecheck.outputs.overlay.panel import Clock
from posecheck.outputs.overlay.repetitions import RepetitionNotes, repeating, without_bouncing
from posecheck.stretches.stretch import built_in

UP = [(angle, 0.25) for angle in (120, 130, 140, 150, 160, 170)]
ONCE = [*UP, *reversed(UP)]


def bridging(*parts: tuple[float, float]) -> list[Assessment]:
    """Bridges with these hip angles for so many seconds each, then somebody who stands."""
    poses, end_s = [], 0.0
    for hip, seconds in parts:
        poses += clip(bridge(hip), seconds, start_s=end_s)
        end_s += seconds
    return assessed([*poses, *clip(STANDING, 2, start_s=end_s)], [built_in("bridge")])


def told(*parts: tuple[float, float]) -> list[str | None]:
    """Each new line of the film."""
    notes = RepetitionNotes()
    words = [notes.words(assessment) for assessment in bridging(*parts)]
    return [one for before, one in zip([None, *words], words, strict=False) if one != before]


def test_repetitions_are_counted_with_how_deep_they_were() -> None:
    lines = told(*ONCE, *ONCE)
    assert lines[-1] is not None
    assert lines[-1].startswith("2 repetitions, hips at their highest 1")
    assert all(line is None or "repetition" in line for line in lines)


def test_of_a_hold_nothing_is_told() -> None:
    assert told(*UP, (170, 8), *reversed(UP)) == []


def test_repetitions_are_forgotten_once_the_stretch_is_held() -> None:
    assert told(*ONCE, *ONCE, *UP, (170, 12))[-1] is None


def test_the_last_frame_says_what_the_result_does() -> None:
    """The last repetition may end with the clip, before it has gone back."""
    notes, shown = RepetitionNotes(), bridging(*ONCE, *ONCE, *ONCE)
    cut = shown[: round(len(shown) * 0.65)]
    for assessment in cut:
        notes.words(assessment)
    result = summed_up(cut)
    assert result.repetitions
    words = notes.words_of(result)
    assert words is not None
    assert words.startswith(f"{result.repetitions} repetitions")
    other = result.stretch.model_copy(update={"id": "butterfly"})
    assert notes.words_of(result.model_copy(update={"stretch": other})) is None


def test_of_slow_repetitions_nobody_is_told_not_to_bounce() -> None:
    notes, slow = RepetitionNotes(), [(angle, 0.5) for angle in (150, 160, 170, 175, 165, 155)]
    for assessment in bridging(*slow, *slow, *slow):
        notes.words(assessment)
    assert notes.is_exercise
    bouncing = STEADY.judge(Measurement(3.0, "reversals", 0.0))
    others = assessed(clip(bridge(), 2), [built_in("bridge")])[-1].verdicts[:2]
    assessment = Assessment(0.0, verdicts=(bouncing, *others))
    calm = without_bouncing(assessment)
    assert calm.verdicts[0].reason == NO_BOUNCING.reason
    assert calm.verdicts[1:] == others
    assert bouncing in assessment.faults
    assert bouncing not in calm.faults
    (still,) = without_bouncing(Assessment(0.0, verdicts=(bouncing,)), NO_MOVEMENT).verdicts
    assert still.reason == NO_MOVEMENT.reason


def test_the_clock_of_an_exercise_says_that_it_is_repeated() -> None:
    running = Clock(2.0, 30.0)
    assert repeating(running) == running
    assert repeating(replace(running, paused=STEADY.cue_high)).paused == REPEATING
    assert repeating(replace(running, paused="Lift your hips")).paused == "Lift your hips"
