"""Changes to a clip's pictures that show the same person: no verdict may turn by them.

A clip that is mirrored, darker, compressed again, smaller or has bars around it shows the same
stretch, done equally well. `turned_by` counts what posecheck says otherwise.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import av
import cv2
import numpy as np

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.markdown import bullets, document, table
from benchmarks.accuracy.poses import poses_of
from benchmarks.accuracy.run import assess, sum_up
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.video import Image

Change = Callable[[Sequence[Image]], Iterable[Image]]

DIMMED = 0.7
"""How bright a dimmed picture is: as on a cloudy instead of a sunny day."""

BAR_SHARE = 0.17
"""The height of each bar of a letterbox, of the picture's: 4:3 within a screen that is upright."""

RATE_FACTOR = "32"
"""Of H.264: messengers compress clips to about as little."""


def _mirrored(images: Sequence[Image]) -> Iterator[Image]:
    return (np.ascontiguousarray(image[:, ::-1]) for image in images)


def _dimmed(images: Sequence[Image]) -> Iterator[Image]:
    return ((image * DIMMED).astype(np.uint8) for image in images)


def _halved(images: Sequence[Image]) -> Iterator[Image]:
    return (
        cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) for image in images
    )


def _letterboxed(images: Sequence[Image]) -> Iterator[Image]:
    for image in images:
        bar = round(BAR_SHARE * len(image))
        yield cv2.copyMakeBorder(image, bar, bar, 0, 0, cv2.BORDER_CONSTANT)


def _compressed_again(images: Sequence[Image]) -> list[Image]:
    kept = BytesIO()
    height, width = images[0].shape[:2]
    with av.open(kept, "w", format="mp4") as film:
        stream = film.add_stream(
            "libx264", Fraction(25), {"crf": RATE_FACTOR, "preset": "veryfast"}
        )
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for image in images:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        film.mux(stream.encode())
    kept.seek(0)
    with av.open(kept) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


CHANGES: dict[str, Change] = {
    "mirrored": _mirrored,
    "dimmed": _dimmed,
    "compressed again": _compressed_again,
    "half as large": _halved,
    "letterboxed": _letterboxed,
}


@dataclass(frozen=True)
class Turned:
    """What a change turned in one clip.

    Attributes:
        change: Its name in `CHANGES`.
        clip: The clip's name.
        verdicts: How many checks were judged good or fix in both.
        turned: The checks that went from good to fix or back.
        stretch: Whether another stretch or another side was found.
    """

    change: str
    clip: str
    verdicts: int
    turned: tuple[str, ...]
    stretch: bool


def turned_by_changes(
    truths: Sequence[Truth], model: Model, cache: Path | None, jobs: int
) -> list[Turned]:
    """What each change turns in each clip."""
    look = partial(_turned, model=model, cache=cache)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return [one for of_clip in pool.map(look, truths) for one in of_clip]


def _turned(truth: Truth, *, model: Model, cache: Path | None) -> list[Turned]:
    as_it_is = _result(truth, model, cache)
    return [
        turned(name, truth.name, as_it_is, _result(truth, model, cache, name)) for name in CHANGES
    ]


def _result(truth: Truth, model: Model, cache: Path | None, change: str = "") -> ClipResult:
    poses = poses_of(truth.path, model, cache, (change, CHANGES[change]) if change else None)
    return sum_up(assess(poses, all_built_in()))


def turned(change: str, clip: str, before: ClipResult, after: ClipResult) -> Turned:
    """Compare what is said of a clip as it is and changed."""
    then, now = (
        {check.id: check.verdict for check in result.checks if check.verdict in _PLAIN}
        for result in (before, after)
    )
    both = then.keys() & now.keys()
    side = _mirror_image(before.side) if change == "mirrored" else before.side
    same = (before.stretch.id, side) == (after.stretch.id, after.side)
    return Turned(
        change=change,
        clip=clip,
        verdicts=len(both),
        turned=tuple(sorted(id for id in both if then[id] != now[id])),
        stretch=not same,
    )


_PLAIN = (Grade.GOOD, Grade.FIX)


def _mirror_image(side: str | None) -> str | None:
    sides = {one.value: one.other.value for one in Side}
    return sides.get(side, side) if side else side


def changes_report(found: Sequence[Turned]) -> str:
    """What the changes turn, as Markdown."""
    rows = []
    for name in CHANGES:
        of_change = [one for one in found if one.change == name]
        verdicts = sum(one.verdicts for one in of_change)
        rows.append(
            [
                name,
                len(of_change),
                f"{sum(len(one.turned) for one in of_change)} of {verdicts}",
                sum(one.stretch for one in of_change),
            ]
        )
    misses = [
        f"`{one.clip}`, {one.change}: "
        + ", ".join([*one.turned, *(["another stretch or side"] if one.stretch else [])])
        for one in found
        if one.turned or one.stretch
    ]
    return document(
        "Clips of every stretch, changed so that they show the same person: mirrored, at "
        f"{DIMMED:g} of their brightness, compressed again (H.264, rate factor {RATE_FACTOR}), "
        f"half as large, and with bars of {BAR_SHARE:.0%} of the height above and below.".replace(
            "%", " %"
        ),
        table(
            ["change", "clips", "verdicts turned between good and fix", "another stretch or side"],
            rows,
        ),
        bullets(misses),
    ).strip()
