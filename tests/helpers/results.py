"""Results of clips that were never filmed, and how they look on a terminal."""

from rich.console import Console

from posecheck.clips.result import (
    CheckPart,
    ClipPart,
    ClipResult,
    ModelPart,
    PersonPart,
    StretchPart,
    ViewPart,
)
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade


def printed(words: object, width: int = 80) -> str:
    """A rich renderable as it is printed."""
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as text:
        console.print(words)
    return text.get()


def check(id: str, verdict: Grade, **changes: object) -> CheckPart:
    """A check with some of its parts changed."""
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


LEFT_OUT = "not counting spine, which was at fix for a while, but has no verdict"


def with_unscored_fault(**changes: object) -> ClipResult:
    """A pigeon whose spine was at fix for too short a time for a verdict."""
    spine = check("spine", Grade.CANNOT_JUDGE, unscored_fault=True)
    known = {"stretch": "pigeon", "score": 100.0} | changes
    return result(check("back_leg", Grade.GOOD), spine, **known)


def result(
    *checks: CheckPart, stretch: str | None = "half_kneeling_lunge", **changes: object
) -> ClipResult:
    """A result with these checks and some of its parts changed."""
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
