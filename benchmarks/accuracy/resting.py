"""What resting where nothing moves changes: each clip with every frame looked at, and without.

python -m benchmarks.accuracy.resting CLIP_OR_FOLDER... [--poses FOLDER]
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from pathlib import Path

from benchmarks.accuracy.poses import Poses, poses_of
from posecheck.api import summarize
from posecheck.assess.assessor import Assessor
from posecheck.clips.analysis import choose_stretches
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model, find_model
from posecheck.stretches.stretch import Stretch
from posecheck.video.opening import clips_in

HOLD_S = 0.1
"""A hold that differs by more than this is listed."""

NEAR_DEG, NEAR_SHARE = 1.0, 0.02
"""A value within so many degrees, or this share, of a limit may fall on either side of it."""


@dataclass(frozen=True)
class Compared:
    """One clip, looked at in both ways.

    Attributes:
        frames: How many it has.
        looks: At how many the model looked where it may rest.
        checks: How many verdicts both ways have.
        moved: The verdicts that differ, in words; `near` those of values at a limit.
        hold_s: By how much the hold is longer with rests.
    """

    frames: int
    looks: int
    checks: int
    moved: tuple[str, ...]
    near: tuple[str, ...]
    hold_s: float


def compared(
    path: Path, model: Model, stretches: Sequence[Stretch], cache: Path | None
) -> Compared:
    """Analyse one clip in both ways."""
    every = poses_of(path, model, cache)
    rested = poses_of(path, model, rests=True)
    one, other = (_result(poses, stretches) for poses in (every, rested))
    differences = list(_differences(one, other, stretches))
    return Compared(
        frames=len(every),
        looks=sum(pose is None or not pose.carried for _, pose in rested),
        checks=len(one.checks),
        moved=tuple(words for words, near in differences if not near),
        near=tuple(words for words, near in differences if near),
        hold_s=sum(hold.clock_s for hold in other.holds) - sum(hold.clock_s for hold in one.holds),
    )


def _result(poses: Poses, stretches: Sequence[Stretch]) -> ClipResult:
    assessor = Assessor(stretches)
    return summarize([assessor.assess(pose, time_s) for time_s, pose in poses])


def _differences(
    one: ClipResult, other: ClipResult, stretches: Sequence[Stretch]
) -> Iterator[tuple[str, bool]]:
    """What differs, and whether it is a value near its limit."""
    for name, first, second in (
        ("stretch", one.stretch.id, other.stretch.id),
        ("side", one.side, other.side),
    ):
        if first != second:
            yield f"{name}: {first} -> {second}", False
    if one.stretch.id != other.stretch.id:
        return
    by_id = {check.id: check for check in other.checks}
    for check in one.checks:
        later = by_id.get(check.id)
        if later and later.verdict is not check.verdict:
            limits = {*(check.good or ()), *_fix_limits(stretches, one.stretch.id, check.id)}
            near = any(
                value is not None
                and abs(value - limit) <= max(NEAR_SHARE * abs(limit), _near(check.unit))
                for limit in limits - {None}
                for value in (check.value, later.value)
            )
            yield (
                f"{check.id}: {check.verdict} ({check.value}) -> {later.verdict} ({later.value})",
                near,
            )


def _fix_limits(
    stretches: Sequence[Stretch], stretch_id: str | None, check_id: str
) -> Iterator[float]:
    for stretch in stretches:
        if stretch.id == stretch_id:
            bands = (variant.fix for variant in stretch.variants(check_id))
            yield from filter(isfinite, chain.from_iterable(bands))


def _near(unit: str | None) -> float:
    return NEAR_DEG if unit == "deg" else 0.0


def main() -> None:
    """Print what differs, clip by clip, and how often in all."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.resting", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("clips", type=Path, nargs="+")
    parser.add_argument("--poses", type=Path, help="keep the poses of every frame in this folder")
    wanted = parser.parse_args()
    model, stretches = find_model(), choose_stretches()
    done: list[Compared] = []
    for path in clips_in(wanted.clips):
        result = compared(path, model, stretches, wanted.poses)
        done.append(result)
        for words in (*result.moved, *(f"{near} (near its limit)" for near in result.near)):
            print(f"{path.name}: {words}", flush=True)
        if abs(result.hold_s) > HOLD_S:
            print(f"{path.name}: hold {result.hold_s:+.2f} s", flush=True)
    print(summary(done))


def summary(done: Sequence[Compared]) -> str:
    """All clips together, in one line."""
    frames, looks = sum(one.frames for one in done), sum(one.looks for one in done)
    same = sum(abs(one.hold_s) <= HOLD_S for one in done)
    moved, near = sum(len(one.moved) for one in done), sum(len(one.near) for one in done)
    return (
        f"{len(done)} clips: {looks} looks at {frames} frames, {frames / max(1, looks):.2f} times "
        f"fewer; {moved} of {sum(one.checks for one in done)} verdicts moved, {near} more near a "
        f"limit; {same} holds the same to {HOLD_S} s"
    )


if __name__ == "__main__":
    main()
