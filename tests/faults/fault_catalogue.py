"""All faults, in the order of docs/RELIABILITY.md."""

from fault import Fault
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
