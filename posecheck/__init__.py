"""posecheck: watches a person stretch and tells what to correct, or why it cannot judge.

The names in `__all__` are the public interface (docs/API.md). Each is loaded on first use, so
that importing posecheck costs nothing.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from posecheck.version import __version__

if TYPE_CHECKING:
    from posecheck.api import (
        ScoreError,
        analyze,
        analyze_frames,
        score,
        summarize,
    )
    from posecheck.assess.assessor import (
        Assessment,
        Assessor,
    )
    from posecheck.assess.hold import (
        Hold,
        HoldClock,
        Pause,
    )
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
        TurningPointPart,
        ViewPart,
        ViewTimePart,
    )
    from posecheck.errors import (
        CameraError,
        CancelledError,
        HistoryError,
        InputError,
        LandmarkerError,
        ModelError,
        PosecheckError,
        RoutineError,
        StretchError,
        VideoError,
    )
    from posecheck.outputs.export.arrays import FrameArrays
    from posecheck.pose.landmarker import Landmarker
    from posecheck.pose.model import find_model
    from posecheck.pose.pose import (
        Pose,
        Side,
    )
    from posecheck.pose.view import ViewKind
    from posecheck.stretches.checks import (
        Band,
        Check,
        Grade,
        Verdict,
    )
    from posecheck.stretches.stretch import (
        Stretch,
        all_built_in,
        built_in,
    )
    from posecheck.testing.form import assert_form
    from posecheck.video import (
        Frame,
        open_clip,
    )

__all__ = [
    "Assessment",
    "Assessor",
    "Band",
    "CameraError",
    "CancelledError",
    "Check",
    "CheckPart",
    "ClipPart",
    "ClipResult",
    "Frame",
    "FrameArrays",
    "Grade",
    "HistoryError",
    "Hold",
    "HoldClock",
    "HoldPart",
    "InformationPart",
    "InputError",
    "Landmarker",
    "LandmarkerError",
    "ModelError",
    "ModelPart",
    "Pause",
    "PausePart",
    "PersonPart",
    "Pose",
    "PosecheckError",
    "RoutineError",
    "ScoreError",
    "Side",
    "Stretch",
    "StretchError",
    "StretchPart",
    "TurningPointPart",
    "Verdict",
    "VideoError",
    "ViewKind",
    "ViewPart",
    "ViewTimePart",
    "__version__",
    "all_built_in",
    "analyze",
    "analyze_frames",
    "assert_form",
    "built_in",
    "find_model",
    "open_clip",
    "score",
    "summarize",
]

_ROOMS = {
    "api": (
        "ScoreError",
        "analyze",
        "analyze_frames",
        "score",
        "summarize",
    ),
    "assess.assessor": (
        "Assessment",
        "Assessor",
    ),
    "assess.hold": (
        "Hold",
        "HoldClock",
        "Pause",
    ),
    "clips.result": (
        "CheckPart",
        "ClipPart",
        "ClipResult",
        "HoldPart",
        "InformationPart",
        "ModelPart",
        "PausePart",
        "PersonPart",
        "StretchPart",
        "TurningPointPart",
        "ViewPart",
        "ViewTimePart",
    ),
    "errors": (
        "CameraError",
        "CancelledError",
        "HistoryError",
        "InputError",
        "LandmarkerError",
        "ModelError",
        "PosecheckError",
        "RoutineError",
        "StretchError",
        "VideoError",
    ),
    "outputs.export.arrays": ("FrameArrays",),
    "pose.landmarker": ("Landmarker",),
    "pose.model": ("find_model",),
    "pose.pose": (
        "Pose",
        "Side",
    ),
    "pose.view": ("ViewKind",),
    "stretches.checks": (
        "Band",
        "Check",
        "Grade",
        "Verdict",
    ),
    "stretches.stretch": (
        "Stretch",
        "all_built_in",
        "built_in",
    ),
    "testing.form": ("assert_form",),
    "video": (
        "Frame",
        "open_clip",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

logging.getLogger(__name__).addHandler(logging.NullHandler())  # silent by default


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
