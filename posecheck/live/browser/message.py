"""A moment of a session as a page gets it: words to write and lines to draw, nothing to decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.coach import CameraHint, CoachView, PartResult, Phase, SessionResult, Tone
from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.camera import turn_deg
from posecheck.coach.meter import Meter
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.wording import part_name
from posecheck.history import HistoryEntry
from posecheck.live.coaching import Snapshot
from posecheck.live.voice.engine import Utterance
from posecheck.live.window.skeleton import BONES
from posecheck.live.words import (
    camera_words,
    clock_words,
    count_down_words,
    heading,
    share_held,
    why_not_words,
)
from posecheck.outputs.numbers import compact_value
from posecheck.outputs.overlay.canvas import Point
from posecheck.outputs.overlay.figure import arc_points, place
from posecheck.outputs.overlay.film import graded_bones, labelled, shown_on_body
from posecheck.outputs.overlay.labels import Shown
from posecheck.outputs.overlay.words import check_name, target_text, value_text
from posecheck.outputs.words import name_of, not_judged_words
from posecheck.pose.pose import Pose
from posecheck.stretches.checks import Grade
from posecheck.video.area import Area

Message = dict[str, Any]

ARC_SHARE = 0.05
"""The radius of an angle's arc, by the shorter side of the picture."""

MARK = {Tone.FIX: Grade.FIX, Tone.PRAISE: Grade.GOOD}
"""The mark before a message that says how it goes."""


@dataclass(frozen=True)
class Seen:
    """Which picture a moment is about.

    Attributes:
        stamp_ms: When the page took it, by its own clock; None for a picture of no page.
        place: Where the picture lies in the frame that was judged; None where it fills it.
    """

    stamp_ms: float | None = None
    place: Area | None = None


def now_message(snapshot: Snapshot, seen: Seen, notice: str | None = None) -> Message:
    """The session as it is now.

    Args:
        snapshot: After the newest frame.
        seen: The picture of that frame.
        notice: What is written instead of the coach's message, such as that the camera is lost.
    """
    view, assessment = snapshot.view, snapshot.assessment
    clock = clock_words(view)
    mark = MARK.get(view.tone) if not notice else None
    return {
        "kind": "now",
        "phase": view.phase.value,
        "by_person": view.by_person,
        "heading": heading(view),
        "message": notice or view.message,
        "mark": mark.value if mark else None,
        "clock": clock._asdict() if clock else None,
        "share": round(share_held(view), 4),
        "countdown": count_down_words(view),
        "meter": _meter(view.meter) if view.meter else None,
        "breathing": _breathing(view.breathing) if view.breathing else None,
        "camera": _camera(view.camera) if view.camera else None,
        "how": view.how or why_not_words(view),
        "next": _next(view),
        "note": view.note,
        "figure": _figure(assessment, view, seen.place) if assessment else None,
        "stamp": seen.stamp_ms,
    }


def say_message(utterance: Utterance) -> Message:
    """What a page says, or the tones that it plays instead: (Hz, seconds) each."""
    tones = utterance.beep.value if utterance.beep else ()
    return {"kind": "say", "words": utterance.words, "tones": tones}


def breathe_message(words: str) -> Message:
    """The breathing pace, which a page says while it says nothing else."""
    return {"kind": "breathe", "words": words}


def summary_message(
    result: SessionResult,
    before: Iterable[HistoryEntry],
    report: str | None = None,
    *,
    awaits_report: bool = False,
) -> Message:
    """What became of the session, each part beside the last time.

    Args:
        result: Of the session.
        before: The history of earlier sessions, the oldest first.
        report: The address of the report of what was recorded; None without one.
        awaits_report: Whether it is being made.
    """
    last = {(entry.stretch, entry.side): entry for entry in before}
    return {
        "kind": "summary",
        "heading": f"{result.title}: {'complete' if result.complete else 'not complete'}",
        "parts": [_part(part, last.get((part.stretch.id, part.side))) for part in result.parts],
        "report": report,
        "awaits_report": awaits_report,
    }


def _part(part: PartResult, before: HistoryEntry | None) -> Message:
    held = whole_seconds(part.good_s)
    cues = [cue if count == 1 else f"{cue} ({count}x)" for cue, count in part.cues]
    return {
        "name": part_name(part),
        "held": f"{held} of {part.hold_s:.0f} s",
        "before": _beside(part, before),
        "share": min(1.0, part.good_s / part.hold_s) if part.hold_s else 1.0,
        "complete": part.complete,
        "corrected": "; ".join(cues),
        "unjudged": not_judged_words(part.good_s, part.clock_s, part.unjudged),
    }


def _beside(part: PartResult, before: HistoryEntry | None) -> str:
    """How it went beside the last time."""
    if part.start_s is None:
        return "not begun"
    if before is None:
        return "first time"
    return _compared(whole_seconds(part.good_s), whole_seconds(before.hold_s))


def _compared(held: int, before: int) -> str:
    if held == before:
        return f"as last time ({before} s)"
    return (
        f"{abs(held - before)} s {'more' if held > before else 'less'} than last time ({before} s)"
    )


def _next(view: CoachView) -> str | None:
    shown = view.phase is Phase.REST and view.next_title
    return f"Next: {view.next_title}" if shown else None


def _meter(meter: Meter) -> Message:
    share = min(1.0, max(0.0, meter.share)) if isfinite(meter.share) else 0.0
    grade = Grade.GOOD if share >= 1.0 else Grade.BORDERLINE if share >= 0.5 else Grade.FIX
    return {
        "name": name_of(meter.check),
        "value": compact_value(meter.value, meter.unit, meter.band.good),
        "share": round(share, 3),
        "grade": grade.value,
    }


def _breathing(breathing: Breathing) -> Message:
    word = "in" if breathing.breath is Breath.IN else "out"
    return {"word": word, "fullness": round(breathing.fullness, 3)}


def _camera(hint: CameraHint) -> Message:
    return {
        "wanted_deg": hint.wanted_deg,
        "seen_deg": hint.seen_deg,
        "turn_deg": turn_deg(hint),
        "words": camera_words(hint),
    }


def _figure(assessment: Assessment, view: CoachView, area: Area | None) -> Message | None:
    """The person as lines, arcs, marks and values; positions are shares of the picture."""
    pose = assessment.pose
    if pose is None:
        return None
    with np.errstate(all="ignore"):
        onto = _Onto(area or Area.whole(pose.size))
        shown = shown_on_body(assessment)
        values = view.phase in (Phase.HOLD, Phase.PAUSED)
        return {
            "plain": [] if assessment.in_position else _plain_bones(pose, onto),
            "bones": _bones(shown, pose, onto),
            "arcs": _arcs(shown, pose, onto),
            "marks": _marks(shown, pose, onto),
            "values": _values(shown, pose, onto) if values else [],
        }


class _Onto:
    """Positions in a frame as shares of the width and height of a picture in it."""

    def __init__(self, area: Area) -> None:
        self._start = np.array((area.left, area.top), float)
        self._size = np.array(area.size, float)

    def __call__(self, *points: Point) -> list[float] | None:
        """x and y of each point in turn; None where one is missing."""
        shares = (np.asarray(points, float).reshape(-1, 2) - self._start) / self._size
        return shares.round(4).ravel().tolist() if np.isfinite(shares).all() else None


def _plain_bones(pose: Pose, onto: _Onto) -> Sequence[list[float]]:
    points = pose.points
    trusted = (bone for bone in BONES if not pose.untrusted(bone))
    lines = (onto(points[start], points[end]) for start, end in trusted)
    return [line for line in lines if line]


def _bones(shown: Shown, pose: Pose, onto: _Onto) -> list[Message]:
    points, bones = pose.points, graded_bones(shown)
    lines = ((onto(place(points, a), place(points, b)), grade) for (a, b), grade in bones.items())
    return [{"line": line, "grade": grade.value} for line, grade in lines if line]


def _arcs(shown: Shown, pose: Pose, onto: _Onto) -> list[Message]:
    radius = ARC_SHARE * min(pose.area.size)
    arcs = [
        (onto(*arc_points(figure.arc, pose.points, radius, verdict.value)), verdict.grade)
        for verdict, figure in labelled(shown)
        if figure.arc and verdict.value is not None
    ]
    return [{"line": line, "grade": grade.value} for line, grade in arcs if line]


def _marks(shown: Shown, pose: Pose, onto: _Onto) -> list[Message]:
    marks = [
        (onto(place(pose.points, figure.at)), verdict.grade)
        for verdict, figure in shown
        if verdict.grade is not Grade.CANNOT_JUDGE
    ]
    return [{"at": at, "grade": grade.value} for at, grade in marks if at]


def _values(shown: Shown, pose: Pose, onto: _Onto) -> list[Message]:
    values = []
    for verdict, figure in labelled(shown):
        if at := onto(place(pose.points, figure.at)):
            name = f"{check_name(verdict)} {value_text(verdict)}"
            limits = target_text(verdict)
            values.append({"at": at, "grade": verdict.grade.value, "name": name, "limits": limits})
    return values
