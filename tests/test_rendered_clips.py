"""The six first clips, against the exact truth of the bodies they were rendered from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from places import DEMO_CLIP, QUICK, ROOT

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.clips.analysis import choose_stretches
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.clips.summary import Summary
from posecheck.measures import CannotJudge, Measurement, Role, Sight, take
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Pose
from posecheck.pose.view import ViewTracker
from posecheck.stretches.checks import Grade
from posecheck.video import Frame, Image, open_clip

OWN_STRETCH = str(ROOT / "tests" / "data" / "seated_fold.toml")


def clip(name: str) -> Path:
    return DEMO_CLIP if name == "demo" else QUICK / f"{name}.mp4"


def truth(name: str) -> list[dict[str, Any]]:
    frames: list[dict[str, Any]] = json.loads((QUICK / f"{name}.json").read_text())["frames"]
    return frames


@dataclass(frozen=True)
class Expected:
    clip: str
    stretch: str
    verdicts: dict[str, Grade]
    named: str = "auto"
    side: str = "both"


EXPECTED = [
    Expected(
        "bridge_side",
        "bridge",
        {
            "hip_height": Grade.GOOD,
            "knee_bend": Grade.GOOD,
            "knee_tracking": Grade.CANNOT_JUDGE,
            "feet_width": Grade.CANNOT_JUDGE,
        },
    ),
    Expected("bridge_45_in", "bridge", {"knee_tracking": Grade.FIX}),
    Expected(
        "lunge_side",
        "half_kneeling_lunge",
        {
            "front_knee": Grade.GOOD,
            "knee_over_ankle": Grade.GOOD,
            "trunk_upright": Grade.GOOD,
            "flat_back": Grade.GOOD,
            "rear_knee_down": Grade.GOOD,
            "steady": Grade.GOOD,
        },
        side="left",
    ),
    Expected("demo", "half_kneeling_lunge", {"flat_back": Grade.FIX}, side="left"),
    Expected(
        "butterfly_front",
        "butterfly",
        {
            "soles_together": Grade.GOOD,
            "spine": Grade.GOOD,
            "knees_even": Grade.GOOD,
            "flat_back": Grade.CANNOT_JUDGE,
        },
    ),
    Expected("seated_side_round", "seated_fold", {"flat_back": Grade.FIX}, named=OWN_STRETCH),
]


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case.clip)
def test_the_clip_gets_the_verdicts_that_its_truth_calls_for(
    case: Expected, analyzed: Callable[..., ClipResult]
) -> None:
    result = analyzed(clip(case.clip), case.named)
    given = {check.id: check.verdict for check in result.checks}
    assert result.stretch.id == case.stretch
    assert result.side == case.side
    assert {id: given[id] for id in case.verdicts} == case.verdicts


def test_knees_in_are_to_be_pressed_apart_and_not_drawn_in(
    analyzed: Callable[..., ClipResult],
) -> None:
    cue = analyzed(clip("bridge_45_in")).check("knee_tracking").cue
    assert cue == "Press your knees apart, over your feet"


def test_what_the_side_view_cannot_show_names_the_view_that_would(
    analyzed: Callable[..., ClipResult],
) -> None:
    reason = analyzed(clip("bridge_side")).check("knee_tracking").reason
    assert reason is not None
    assert "from the side" in reason
    assert "45 degrees" in reason


def test_sitting_with_straight_legs_is_not_taken_for_one_of_the_stretches(
    analyzed: Callable[..., ClipResult],
) -> None:
    assert analyzed(clip("seated_side_round")).stretch.id is None


@dataclass(frozen=True)
class AngleCase:
    clip: str
    measure: str
    role: Role
    true_name: str
    within_deg: float


ANGLES = [
    AngleCase("bridge_side", "knee_angle", Role.NEAR, "knee_L", 3.0),
    AngleCase("lunge_side", "knee_angle", Role.FRONT, "knee_L", 3.0),
    AngleCase("lunge_side", "trunk_lean", Role.NEAR, "trunk_from_vertical", 7.0),
    AngleCase("lunge_side", "knee_angle", Role.REAR, "knee_R", 6.0),
]


def sights(assessments: list[Assessment]) -> list[tuple[int, Sight]]:
    front = next((a.side for a in assessments if a.side), None)
    return [
        (index, Sight(a.pose, a.view, front))
        for index, a in enumerate(assessments)
        if a.pose is not None and a.view is not None
    ]


@pytest.mark.parametrize("case", ANGLES, ids=lambda case: f"{case.clip}-{case.true_name}")
def test_an_angle_seen_from_the_side_is_right_within_a_few_degrees(
    case: AngleCase, assessed: Callable[..., list[Assessment]]
) -> None:
    true = [frame["angles"][case.true_name] for frame in truth(case.clip)]
    measured = [
        (take(case.measure, sight, case.role), true[index])
        for index, sight in sights(assessed(clip(case.clip)))
    ]
    errors = [abs(m.value - true) for m, true in measured if isinstance(m, Measurement)]
    assert len(errors) == len(true)
    assert np.mean(errors) < case.within_deg


def assess_pictures(pictures: list[tuple[float, Image]]) -> list[Assessment]:
    assessor = Assessor(choose_stretches())
    with Landmarker(find_model()) as landmarker:
        return [
            assessor.assess(landmarker.detect(Frame(index, time_s, image)), time_s)
            for index, (time_s, image) in enumerate(pictures)
        ]


def some_frames(name: str, step: int = 3) -> list[tuple[float, Image]]:
    with open_clip(clip(name)) as frames:
        return [(f.time_s, f.image) for f in frames if f.index % step == 0]


def values(assessments: list[Assessment], check_id: str) -> np.ndarray:
    return np.array(
        [
            next((v.value for v in a.verdicts if v.check.id == check_id), None) or np.nan
            for a in assessments
        ]
    )


def test_padding_a_4_to_3_clip_to_16_to_9_moves_no_angle_by_a_degree() -> None:
    frames = some_frames("lunge_side")
    height, width = frames[0][1].shape[:2]
    side = (height * 16 // 9 - width) // 2
    padded = [
        (t, cv2.copyMakeBorder(image, 0, 0, side, side, cv2.BORDER_REPLICATE))
        for t, image in frames
    ]
    plain, wide = assess_pictures(frames), assess_pictures(padded)
    for check_id in ("front_knee", "knee_over_ankle", "trunk_upright"):
        difference = np.abs(values(plain, check_id) - values(wide, check_id))
        assert np.median(difference) < 1.0, check_id


def summed_up(assessments: list[Assessment]) -> tuple[str | None, dict[str, Grade]]:
    summary = Summary()
    for assessment in assessments:
        summary.add(assessment)
    clip_part = ClipPart(
        path="", frames=0, frames_analyzed=0, duration_s=0, fps=0, size=(0, 0), truncated=False
    )
    result = summary.result(clip_part, ModelPart(file="", sha256=""))
    return result.stretch.id, {check.id: check.verdict for check in result.checks}


@pytest.mark.parametrize("name", ["lunge_side", "bridge_side"])
def test_a_mirrored_clip_gives_the_mirrored_side_and_the_same_verdicts(name: str) -> None:
    frames = some_frames(name, step=1)
    mirrored = [(t, np.ascontiguousarray(image[:, ::-1])) for t, image in frames]
    plain, other = assess_pictures(frames), assess_pictures(mirrored)
    assert summed_up(plain) == summed_up(other)
    assert [a.side and a.side.other for a in plain] == [a.side for a in other]


def test_a_picture_cut_off_at_the_knees_cannot_show_what_is_gone(
    poses_of: Callable[[Path], list[tuple[float, Pose | None]]],
) -> None:
    time_s, pose = poses_of(clip("lunge_side"))[45]
    assert pose is not None
    with open_clip(clip("lunge_side")) as frames:
        image = [frame.image for frame in frames][45]
    knee_y = int(pose.points[25, 1]) + 12
    assessor = Assessor(choose_stretches("half_kneeling_lunge"))
    with Landmarker(find_model()) as landmarker:
        cut = landmarker.detect(Frame(0, time_s, np.ascontiguousarray(image[:knee_y])))
    assessment = assessor.assess(cut, time_s)
    assert not assessment.in_position
    unread = [reading.result for reading in assessment.rules if reading.holds is None]
    assert unread
    for result in unread:
        assert isinstance(result, CannotJudge)
        assert "outside the picture" in result.reason or "hidden" in result.reason
    assert all(reading.holds is not False for reading in assessment.rules)


def test_the_view_is_the_one_the_clip_was_rendered_from(
    poses_of: Callable[[Path], list[tuple[float, Pose | None]]],
) -> None:
    views = {"bridge_side": "side", "bridge_45_in": "oblique", "butterfly_front": "front"}
    for name, kind in views.items():
        tracker = ViewTracker()
        seen = [tracker.observe(pose) for _, pose in poses_of(clip(name)) if pose]
        assert {view.kind.value for view in seen if view} == {kind}, name
