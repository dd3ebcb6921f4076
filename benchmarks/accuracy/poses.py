"""The poses of a clip, found by posecheck's landmarker and kept for the next run if wished."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import Model
from posecheck.pose.pose import Pose
from posecheck.pose.watcher import Watcher
from posecheck.video import Frame, Image, open_clip

Poses = list[tuple[float, Pose | None]]
"""The time (s) of every frame, and the person in it."""


NamedChange = tuple[str, Callable[[Sequence[Image]], Iterable[Image]]]
"""A change of a clip's pictures, and a name for it."""


def poses_of(
    path: Path,
    model: Model,
    cache: Path | None = None,
    change: NamedChange | None = None,
    *,
    rests: bool = False,
) -> Poses:
    """The poses of a clip or picture.

    Args:
        path: The clip or picture.
        model: The pose model.
        cache: A folder to look for them first and to keep them in; what was kept is good for the
            same bytes of clip and model, and the same name of a change.
        change: What is done to the pictures before.
        rests: Whether the model rests where nothing moves, as in `posecheck score`; such poses are
            not kept.
    """
    if cache is None or rests:
        return _find(path, model, change, rests)
    kept = cache / f"{path.stem}-{_key(path, model, change)}.npz"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        _save(kept, _find(path, model, change, rests))
    return _load(kept)


def _find(path: Path, model: Model, change: NamedChange | None, rests: bool) -> Poses:
    with open_clip(path) as clip, Landmarker(model) as landmarker:
        watcher = Watcher(landmarker, every_frame=not rests)
        frames = clip if change is None else _changed(list(clip), change)
        return [(frame.time_s, watcher.detect(frame)) for frame in frames]


def _changed(frames: Sequence[Frame], change: NamedChange) -> list[Frame]:
    _, changed = change
    images = changed([frame.image for frame in frames])
    return [
        Frame(frame.index, frame.time_s, image, frame.filmed)
        for frame, image in zip(frames, images, strict=True)
    ]


def _key(path: Path, model: Model, change: NamedChange | None) -> str:
    name = f" {change[0]}" if change else ""
    content = path.read_bytes() + f"{model.sha256}{name}".encode()
    return hashlib.sha256(content).hexdigest()[:16]


def _save(path: Path, poses: Poses) -> None:
    found = [pose for _, pose in poses if pose]
    np.savez_compressed(
        path,
        times_s=np.array([time_s for time_s, _ in poses]),
        found=np.array([pose is not None for _, pose in poses]),
        sizes=np.array([pose.size for pose in found], dtype=int),
        points=np.array([pose.points for pose in found]),
        world=np.array([pose.world for pose in found]),
        visibility=np.array([pose.visibility for pose in found]),
        masks=np.array([_packed(pose) for pose in found]),
    )


def _packed(pose: Pose) -> NDArray[np.uint8]:
    """The mask as bits."""
    assert pose.mask is not None
    return np.packbits(pose.mask)


def _load(path: Path) -> Poses:
    with np.load(path) as kept:
        arrays = dict(kept)
    poses: Poses = []
    index = 0
    for time_s, found in zip(arrays["times_s"].tolist(), arrays["found"], strict=True):
        poses.append((time_s, _pose(arrays, index, time_s) if found else None))
        index += int(found)
    return poses


def _pose(arrays: dict[str, NDArray[np.float64]], index: int, time_s: float) -> Pose:
    width, height = (int(length) for length in arrays["sizes"][index])
    bits = np.unpackbits(arrays["masks"][index].astype(np.uint8), count=width * height)
    return Pose(
        time_s=time_s,
        points=arrays["points"][index],
        world=arrays["world"][index],
        visibility=arrays["visibility"][index],
        size=(width, height),
        mask=bits.reshape(height, width).astype(bool),
    )
