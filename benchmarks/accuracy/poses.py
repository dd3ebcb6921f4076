"""The poses of a clip, found by posecheck's landmarker and kept for the next run if wished."""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import Model
from posecheck.pose.pose import Pose
from posecheck.video import open_clip

Poses = list[tuple[float, Pose | None]]
"""The time (s) of every frame, and the person in it."""


def poses_of(path: Path, model: Model, cache: Path | None = None) -> Poses:
    """The poses of a clip or picture.

    cache: a folder to look for them first and to keep them in; what was kept is good for the same
    bytes of clip and model only.
    """
    if cache is None:
        return _find(path, model)
    kept = cache / f"{path.stem}-{_key(path, model)}.npz"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        _save(kept, _find(path, model))
    return _load(kept)


def _find(path: Path, model: Model) -> Poses:
    with open_clip(path) as clip, Landmarker(model) as landmarker:
        return [(frame.time_s, landmarker.detect(frame)) for frame in clip]


def _key(path: Path, model: Model) -> str:
    return hashlib.sha256(path.read_bytes() + model.sha256.encode()).hexdigest()[:16]


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
