"""All faults, in the order of docs/RELIABILITY.md."""

import tried_clips
import tried_outputs
import tried_scoring
import tried_sessions
from fault import Fault, TriedElsewhere
from fault_clips import CLIPS
from fault_models import MODELS
from fault_outputs import OUTPUTS
from fault_sessions import SESSIONS
from fault_stretches import STRETCHES

FAULTS: dict[str, tuple[Fault, ...]] = {
    "Clips and pictures": CLIPS,
    "Files, folders and disks": OUTPUTS,
    "Pose models": MODELS,
    "Stretch files": STRETCHES,
    "Live sessions and the history": SESSIONS,
}

ELSEWHERE: tuple[TriedElsewhere, ...] = (
    *tried_sessions.SESSIONS,
    *tried_scoring.SCORING,
    *tried_outputs.OUTPUTS,
    *tried_clips.CLIPS,
)
"""What needs more than one call of posecheck, and which tests try it."""
