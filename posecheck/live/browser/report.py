"""The report of what was recorded, made after the session as `posecheck analyze` makes it."""

from collections.abc import Sequence
from pathlib import Path

from posecheck.clips.analysis import analyze_clip
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.plan import plan_for
from posecheck.outputs.targets import Targets
from posecheck.pose.model import Model
from posecheck.stretches.stretch import Stretch

REPORT = "report.html"


def make_report(recording: Path, model: Model, stretches: Sequence[Stretch], folder: Path) -> Path:
    """Judge a recording, and write its report with the film inside.

    Args:
        recording: The camera's own pictures.
        model: The pose model.
        stretches: Those of the session.
        folder: Where the results go.

    Returns:
        The page.

    Raises:
        PosecheckError: If the recording cannot be judged.
    """
    options, targets = OutputOptions(embed=True), Targets([recording])
    plan = plan_for([recording], stretches, options, targets, folder=folder)
    analyze_clip(recording, model, stretches, outputs=plan.outputs[recording])
    return folder / REPORT
