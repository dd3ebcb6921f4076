"""Finds the pose model and makes sure that it is one, before anything loads it.

MediaPipe takes damaged weights without a word and then finds nobody, and its errors about bundles
do not help. So the shipped bundle must have the known SHA-256, and a bundle of the user's own must
hold the two networks of a pose landmarker.
"""

import hashlib
import logging
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from posecheck.errors import ModelError
from posecheck.support.resources import resource

log = logging.getLogger(__name__)

SHIPPED = "models/pose_landmarker_full.task"
SHIPPED_SHA256 = "173aa0649d1fa3e2e9dd04dbffed10994992e7bef9e03c5327d425c25869edb9"

DETECTOR = "pose_detector.tflite"
LANDMARKS = "pose_landmarks_detector.tflite"
NETWORKS = {DETECTOR: (1, 224, 224, 3), LANDMARKS: (1, 256, 256, 3)}
"""The members of a pose landmarker bundle and the shape of the picture that each takes."""
LANDMARK_OUTPUT = (1, 195)
"""39 points (33 of the body, 6 helpers) of 5 numbers each."""

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """A pose model that was checked.

    path: the bundle.
    sha256: its SHA-256 in hexadecimal.
    shipped: whether it is the bundle that comes with posecheck.
    """

    path: Path
    sha256: str
    shipped: bool

    @property
    def file(self) -> str:
        """The name of the bundle's file."""
        return self.path.name


def find_model(path: Path | None = None) -> Model:
    """The shipped pose model, or the user's own bundle at `path`, checked.

    Raises ModelError where it is missing, unreadable, damaged or no pose model.
    """
    model = _shipped() if path is None else _own(path)
    log.debug("pose model %s, SHA-256 %s", model.path, model.sha256)
    return model


def _shipped() -> Model:
    path = resource(SHIPPED)
    if not path.is_file():
        raise ModelError(f"The pose model {path} is missing: reinstall posecheck.")
    sha256 = _sha256(path)
    if sha256 != SHIPPED_SHA256:
        raise ModelError(
            f"The pose model {path} is damaged (its SHA-256 begins {sha256[:12]} "
            f"instead of {SHIPPED_SHA256[:12]}): reinstall posecheck."
        )
    return Model(path, sha256, shipped=True)


def _own(path: Path) -> Model:
    sha256 = _sha256(path)
    for name, content in _members(path):
        _check_network(path, name, content)
    return Model(path, sha256, shipped=False)


def _sha256(path: Path) -> str:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise ModelError(f"{path} is not a file: name a .task file.")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ModelError(f"There is no pose model at {path}: check the path.") from error
    except IsADirectoryError as error:
        raise ModelError(f"{path} is a folder: name the .task file itself.") from error
    except OSError as error:
        raise ModelError(
            f"The pose model {path} cannot be read ({error.strerror}): "
            "check the path and the permissions."
        ) from error


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The two networks of the bundle, by name."""
    try:
        with zipfile.ZipFile(path) as bundle:
            _check_members(path, bundle)
            for name in NETWORKS:
                yield name, bundle.read(name)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise ModelError(
            f"{path} is not a whole .task bundle ({error}): copy or download it again."
        ) from error


def _check_members(path: Path, bundle: zipfile.ZipFile) -> None:
    missing = [name for name in NETWORKS if name not in bundle.namelist()]
    if missing:
        raise ModelError(
            f"{path} is not a pose landmarker bundle (it has no {' and no '.join(missing)}): "
            "use a MediaPipe pose_landmarker .task file."
        )
    if any(bundle.getinfo(name).compress_type != zipfile.ZIP_STORED for name in NETWORKS):
        raise ModelError(
            f"The members of {path} are compressed, and MediaPipe cannot load that: "
            "pack the bundle again uncompressed (zip -0)."
        )


def _check_network(path: Path, name: str, content: bytes) -> None:
    try:
        inputs, outputs = _shapes(content)
    except (ValueError, IndexError, struct.error) as error:
        raise ModelError(
            f"{name} in {path} is empty, damaged or no TFLite network: "
            "use a MediaPipe pose_landmarker .task file."
        ) from error
    fits = inputs == [NETWORKS[name]] and (name != LANDMARKS or LANDMARK_OUTPUT in outputs)
    if not fits:
        raise ModelError(
            f"{name} in {path} is not the network of a pose landmarker (it takes {inputs} and "
            f"gives {outputs}): use a MediaPipe pose_landmarker .task file."
        )


def _shapes(network: bytes) -> tuple[list[Shape], list[Shape]]:
    """The shapes of a TFLite network's inputs and outputs.

    Reads the flatbuffer by hand (field numbers from the TFLite schema), so that a model can be
    checked without loading MediaPipe. Raises ValueError, IndexError or struct.error where it is
    none.
    """
    if network[4:8] != b"TFL3":
        raise ValueError("not a TFLite file")
    graph = _tables(network, _follow(network, 0), 2)[0]
    tensors = _tables(network, graph, 0)
    inputs, outputs = (
        [_numbers(network, tensors[index], 0) for index in _numbers(network, graph, field)]
        for field in (1, 2)
    )
    return inputs, outputs


def _follow(data: bytes, at: int) -> int:
    """Where the flatbuffer offset that lies at `at` points."""
    (offset,) = struct.unpack_from("<I", data, at)
    return at + int(offset)


def _vector(data: bytes, table: int, field: int) -> tuple[int, int]:
    """(first element, length) of the vector in a table's field."""
    (back,) = struct.unpack_from("<i", data, table)
    (offset,) = struct.unpack_from("<H", data, table - back + 4 + 2 * field)
    vector = _follow(data, table + offset)
    (length,) = struct.unpack_from("<I", data, vector)
    return vector + 4, length


def _tables(data: bytes, table: int, field: int) -> list[int]:
    first, length = _vector(data, table, field)
    return [_follow(data, first + 4 * index) for index in range(length)]


def _numbers(data: bytes, table: int, field: int) -> Shape:
    first, length = _vector(data, table, field)
    return struct.unpack_from(f"<{length}i", data, first)
