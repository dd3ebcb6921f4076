"""What to correct first."""

from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import CheckPart, ClipResult
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch


def first_to_correct(result: ClipResult, stretch: Stretch) -> CheckPart | None:
    """What to work on first: the severest first, then required checks, then by priority.

    Args:
        result: The result of a clip.
        stretch: The stretch that was done in it.

    Returns:
        A check that says fix or borderline and has a cue; None where there is none.
    """
    checks = {id: stretch.variants(id)[0].check for id in stretch.check_ids}
    to_correct = [
        part
        for part in result.all_checks
        if part.verdict.severity > Grade.GOOD.severity and part.cue
    ]

    def order(part: CheckPart) -> tuple[int, bool, int]:
        check = checks.get(part.id, STEADY)
        return -part.verdict.severity, not check.required, check.priority

    return min(to_correct, key=order, default=None)
