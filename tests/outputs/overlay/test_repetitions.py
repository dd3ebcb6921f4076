"""What a film says of repetitions."""

from figures import STANDING, assessed, bridge, clip

from posecheck.assess.assessor import Assessment
from posecheck.outputs.overlay.repetitions import RepetitionNotes
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
