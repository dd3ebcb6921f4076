"""Results in words: what is said in which case, and how it looks."""

import pytest
from rich.console import Console

from posecheck.clips.result import (
    CheckPart,
    ClipPart,
    ClipResult,
    HoldPart,
    InformationPart,
    ModelPart,
    PausePart,
    PersonPart,
    StretchPart,
    ViewPart,
)
from posecheck.measures import Role
from posecheck.outputs.terminal.text import (
    LOOK,
    clip_heading,
    clip_text,
    limits_words,
    outside_words,
    stretch_list,
    stretch_text,
    told_words,
)
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in


def printed(words: object, width: int = 80) -> str:
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as text:
        console.print(words)
    return text.get()


def check(id: str, verdict: Grade, **changes: object) -> CheckPart:
    judged = verdict is not Grade.CANNOT_JUDGE
    known = {
        "id": id,
        "verdict": verdict,
        "value": 103.0 if judged else None,
        "unit": "deg" if judged else "",
        "good": (80.0, 100.0),
        "reason": None if judged else "seen from the front; needs a camera from the side",
        "cue": "Correct me" if verdict in (Grade.FIX, Grade.BORDERLINE) else None,
        "good_fraction": 0.5 if judged else None,
        "frames_judged": 10 if judged else 0,
    }
    return CheckPart(**(known | changes))


def result(*checks: CheckPart, stretch: str | None = "half_kneeling_lunge", **changes: object):
    known = {
        "clip": ClipPart(
            path="lunge.mp4",
            frames=90,
            frames_analyzed=90,
            duration_s=6.0,
            fps=15.0,
            size=(640, 480),
            truncated=False,
        ),
        "model": ModelPart(file="model.task", sha256="00"),
        "stretch": StretchPart(id=stretch, recognised=True, confidence=1.0),
        "side": "left" if stretch else None,
        "view": ViewPart(kind=ViewKind.FRONT, yaw_deg=2.0),
        "person": PersonPart(found_fraction=1.0),
        "in_position_s": 5.9,
        "good_hold_s": 1.7,
        "checks": checks,
        "information": (),
        "holds": (),
        "score": 28.0 if stretch else None,
    }
    return ClipResult(**(known | changes))


def said(*checks: CheckPart, **changes: object) -> str:
    return printed(clip_text(result(*checks, **changes), all_built_in()))


@pytest.mark.parametrize(
    ("limits", "unit", "words"),
    [
        ((80, 100), "deg", "80 to 100°"),
        ((None, 0.2), "T", "at most 0.2 T"),
        ((-20, None), "deg", "at least -20°"),
        ((float("-inf"), float("inf")), "deg", "any"),
        ((0.85, 1.25), "ratio", "0.85 to 1.25"),
    ],
)
def test_limits_in_words(limits, unit, words):
    assert limits_words(*limits, unit) == words


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
        assert outside_words(spec.model_copy(update=limits), "deg") == words


def test_from_where_a_stretch_must_be_named_is_told():
    lunge = built_in("half_kneeling_lunge")
    everywhere = {"told_from": frozenset(ViewKind), "told_near": None}
    assert told_words(lunge.model_copy(update=everywhere)) is None
    words = told_words(lunge.model_copy(update={**everywhere, "told_near": Role.FRONT}))
    assert words.startswith("Seen with the front leg on the far side it cannot be told")
    views = frozenset(ViewKind) - {ViewKind.FRONT, ViewKind.FEET}
    words = told_words(lunge.model_copy(update={"told_from": views}))
    assert words.startswith("Seen from the front or from the feet end it cannot be told")
    for stretch in all_built_in():
        told = " ".join(printed(stretch_text(stretch)).split())
        assert ("name it there" in told) is (stretch.told_from != set(ViewKind))


def test_a_verdict_has_a_glyph_and_a_word():
    assert [words for words, _ in LOOK.values()] == [
        "✓ good",
        "~ borderline",
        "✗ fix",
        "? cannot judge",
    ]
    assert set(LOOK) == set(Grade)


def test_each_check_stands_in_a_line_with_its_cue_or_reason_below():
    lines = said(
        check("front_knee", Grade.BORDERLINE),
        check("flat_back", Grade.CANNOT_JUDGE),
        check("rear_knee_down", Grade.GOOD, value=0.0931, unit="T", good=(None, 0.2)),
    ).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Check"))
    assert "\n".join(line.rstrip() for line in lines[at : at + 6]) == (
        "Check           Verdict         Value    Target         Time good\n"
        "front_knee      ~ borderline    103°     80 to 100°     50%\n"
        "    Correct me\n"
        "flat_back       ? cannot judge  -        -              -\n"
        "    seen from the front; needs a camera from the side\n"
        "rear_knee_down  ✓ good          0.093 T  at most 0.2 T  50%"
    )


@pytest.mark.parametrize(
    ("value", "words"), [(103.4, "103°"), (100.3, "100.3°"), (99.7, "99.7°"), (-8.9, "-9°")]
)
def test_a_value_next_to_a_limit_is_not_rounded_onto_it(value, words):
    assert words in said(check("front_knee", Grade.GOOD, value=value)).split()


def test_what_comes_first_is_a_required_fault_by_priority():
    words = said(
        check("rear_knee_down", Grade.FIX, cue="Knee down"),
        check("trunk_upright", Grade.FIX, cue="Chest up"),
        check("front_knee", Grade.BORDERLINE, cue="Foot back"),
    )
    assert "Work on first: Chest up" in words
    assert "Nothing to correct" in said(check("front_knee", Grade.GOOD))


def test_holds_are_told_with_their_pauses():
    pause = PausePart(at_s=0.867, reason="Flatten your back")
    hold = HoldPart(side="left", start_s=0.0, end_s=5.933, good_s=1.667, pauses=(pause,))
    words = said(check("front_knee", Grade.GOOD), holds=(hold,))
    assert "Hold 0.0 to 5.9 s, left leg in front: 1.7 s good" in words
    assert "paused at 0.9 s: Flatten your back" in words


def test_information_is_told_without_a_verdict():
    opening = InformationPart(id="hip_extension", value=147.83, unit="deg")
    words = said(check("front_knee", Grade.GOOD), information=(opening,))
    assert "For information: hip_extension 148°" in words


def test_when_nothing_could_be_judged_the_view_that_shows_it_is_named():
    words = " ".join(said(check("front_knee", Grade.CANNOT_JUDGE)).split())
    assert "Nothing could be judged." in words
    assert "A camera from the side would show: front_knee," in words
    assert "Score" not in words


def test_out_of_position_says_what_was_looked_for_and_what_to_try():
    words = said(stretch=None, person=PersonPart(found_fraction=0.0))
    assert "Not in position" in words
    assert "pigeon, butterfly, seated_hip, bridge, half_kneeling_lunge" in words
    assert "Nobody was found" in words
    assert "whole body" in words
    lunge = (built_in("half_kneeling_lunge"),)
    named = printed(clip_text(result(stretch=None), lunge))
    assert "from the side; 0.4 to 1 m high" in named


def test_a_picture_has_no_hold_and_no_time():
    clip = result().clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    words = said(check("front_knee", Grade.GOOD), clip=clip)
    assert "A picture has no hold" in words
    assert "Time good" not in words
    assert clip_heading(result(clip=clip)).plain == "lunge.mp4\n640 x 480\n"


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_a_stretch_is_told_in_full(stretch):
    words = " ".join(printed(stretch_text(stretch)).split())
    for check in stretch.check:
        cues = [cue for cue in (check.cue_low, check.cue_high) if cue]
        for part in (check.id, check.measure, check.why, *cues):
            assert part in words
    assert all(step in words for step in stretch.how)
    assert "steady" in words


def test_everything_fits_into_80_columns():
    everything = [stretch_list(all_built_in()), *map(stretch_text, all_built_in())]
    assert max(len(line) for part in everything for line in printed(part).splitlines()) <= 80
