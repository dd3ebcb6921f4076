"""The hold clock against the truth, and against a model that swaps legs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from posecheck.checks import Grade
from posecheck.debounce import SWAP_FRAMES
from posecheck.pose import Landmark, Pose
from posecheck.stretch import all_built_in
from posecheck.summary import ClipResult
from samples.bench.poses import Poses
from samples.bench.run import Run, assess, sum_up

ALLOWED_S = 0.3


@dataclass(frozen=True)
class HoldError:
    """Good hold given minus true in one clip, in seconds. judged_right: so are its verdicts."""

    clip: str
    given_s: float
    true_s: float
    judged_right: bool

    @property
    def error_s(self) -> float:
        """Too long positive."""
        return self.given_s - self.true_s


def hold_errors(runs: Iterable[Run]) -> list[HoldError]:
    """The error of every clip that has a stretch, the worst first."""
    errors = [
        HoldError(run.truth.name, run.judged.good_hold_s, run.truth.good_hold_s, _right(run))
        for run in runs
        if run.judged
    ]
    return sorted(errors, key=lambda error: -abs(error.error_s))


def _right(run: Run) -> bool:
    """Whether `fix` is given where it is expected and nowhere else."""
    assert run.judged is not None
    given = {check.id for check in run.judged.checks if check.verdict is Grade.FIX}
    expected = {id for id, check in run.truth.checks.items() if check["verdict"] == "fix"}
    return given == expected


MIRRORED = list(range(len(Landmark)))
for left in Landmark:
    if "LEFT" in left.name:
        right = Landmark[left.name.replace("LEFT", "RIGHT")]
        MIRRORED[left], MIRRORED[right] = right, left


def with_legs_swapped(poses: Poses, frames: int = SWAP_FRAMES) -> Poses:
    """The same poses with left and right exchanged in the frames in the middle."""
    start = (len(poses) - frames) // 2
    return [
        (time_s, _swapped(pose) if pose and start <= index < start + frames else pose)
        for index, (time_s, pose) in enumerate(poses)
    ]


def _swapped(pose: Pose) -> Pose:
    return replace(
        pose,
        points=pose.points[MIRRORED],
        world=pose.world[MIRRORED],
        visibility=pose.visibility[MIRRORED],
    )


@dataclass(frozen=True)
class SwapEffect:
    """What swapped legs change in a clip. hold_s: the good hold with them minus without."""

    clip: str
    same_verdicts: bool
    same_side: bool
    hold_s: float

    @property
    def harmless(self) -> bool:
        """Whether nothing changes."""
        return self.same_verdicts and self.same_side and abs(self.hold_s) <= ALLOWED_S


def swap_effect(run: Run, poses: Poses) -> SwapEffect:
    """Judge the clip again with left and right exchanged for a moment in its middle."""
    swapped = sum_up(assess(with_legs_swapped(poses), all_built_in()))
    return SwapEffect(
        clip=run.truth.name,
        same_verdicts=_verdicts(swapped) == _verdicts(run.auto),
        same_side=swapped.side == run.auto.side and swapped.stretch.id == run.auto.stretch.id,
        hold_s=swapped.good_hold_s - run.auto.good_hold_s,
    )


def _verdicts(result: ClipResult) -> dict[str, Grade]:
    return {check.id: check.verdict for check in result.checks}
