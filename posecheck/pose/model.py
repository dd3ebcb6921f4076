"""Finds the pose model and makes sure that it is one, before anything loads it.

MediaPipe accepts damaged weights silently and then finds nobody, and its errors about bundles do
not help. So the shipped bundle must have the known SHA-256, and a bundle of the user's own must
hold the two networks of a pose landmarker.
"""

import hashlib
import logging
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from flatbuffers.number_types import Int32Flags, UOffsetTFlags, VOffsetTFlags
from flatbuffers.table import Table
from flatbuffers.util import BufferHasIdentifier

from posecheck.errors import ModelError
from posecheck.support.resources import resource

log = logging.getLogger(__name__)

SHIPPED = "models/pose_landmarker_full.task"
SHIPPED_SHA256 = "173aa0649d1fa3e2e9dd04dbffed10994992e7bef9e03c5327d425c25869edb9"

DETECTOR = "pose_detector.tflite"
LANDMARKS = "pose_landmarks_detector.tflite"
NETWORKS = {DETECTOR: (1, 224, 224, 3), LANDMARKS: (1, 256, 256, 3)}
"""The members of a pose landmarker bundle and the shape of the picture that each takes."""

LITE_BELOW_BYTES = 5_000_000
"""MediaPipe's landmark networks have 2.8 MB (Lite), 6.4 MB (Full) and 27.7 MB (Heavy)."""

LITE_CAUTION = (
    "this is as small as MediaPipe's Lite model, which reads a front knee of 80 degrees as 128: "
    "use Full or Heavy"
)

LANDMARK_OUTPUT = (1, 195)
"""39 points (33 of the body, 6 helpers) of 5 numbers each."""

IDENTIFIER = b"TFL3"
"""Of a TFLite network, in its bytes 4 to 8."""

# Field numbers of the TFLite schema (tensorflow/lite/schema/schema.fbs).
MODEL_SUBGRAPHS = 2
SUBGRAPH_TENSORS = 0
SUBGRAPH_INPUTS = 1
SUBGRAPH_OUTPUTS = 2
TENSOR_SHAPE = 0

VTABLE_HEAD = 4
"""The bytes before the first field's entry in a flatbuffer's table of fields."""

NOT_A_NETWORK = (ValueError, TypeError, IndexError, struct.error)
"""What reading a file raises that is no TFLite network."""

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """A pose model that was checked.

    Attributes:
        path: The bundle.
        sha256: Its SHA-256 in hexadecimal.
        shipped: Whether it is the bundle that comes with posecheck.
        caution: What to know before using it; None where there is nothing.
    """

    path: Path
    sha256: str
    shipped: bool
    caution: str | None = None

    @property
    def file(self) -> str:
        """The name of the bundle's file."""
        return self.path.name


def find_model(path: str | PathLike[str] | None = None) -> Model:
    """Find a pose model, and check it before anything loads it.

    Args:
        path: The user's own bundle; None for the shipped one.

    Returns:
        The model with its SHA-256.

    Raises:
        ModelError: Where it is missing, unreadable, damaged or no pose model.

    Examples:
        >>> find_model().file
        'pose_landmarker_full.task'
    """
    model = _shipped() if path is None else _own(Path(path))
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
    networks = dict(_members(path))
    for name, content in networks.items():
        _check_network(path, name, content)
    caution = LITE_CAUTION if len(networks[LANDMARKS]) < LITE_BELOW_BYTES else None
    return Model(path, sha256, shipped=False, caution=caution)


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
    except NOT_A_NETWORK as error:
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

    Read by the field numbers of the TFLite schema, because the classes that MediaPipe has for it
    load all of MediaPipe. Raises one of `NOT_A_NETWORK` where it is none.
    """
    if not BufferHasIdentifier(network, 0, IDENTIFIER):
        raise ValueError("not a TFLite file")
    model = Table(network, Table(network, 0).Indirect(0))
    graph = _tables(model, MODEL_SUBGRAPHS)[0]
    tensors = _tables(graph, SUBGRAPH_TENSORS)
    inputs, outputs = (
        [_numbers(tensors[index], TENSOR_SHAPE) for index in _numbers(graph, field)]
        for field in (SUBGRAPH_INPUTS, SUBGRAPH_OUTPUTS)
    )
    return inputs, outputs


def _tables(table: Table, field: int) -> list[Table]:
    at = _field(table, field)
    start, width = table.Vector(at), UOffsetTFlags.bytewidth
    return [
        Table(table.Bytes, table.Indirect(start + width * index))
        for index in range(table.VectorLen(at))
    ]


def _numbers(table: Table, field: int) -> Shape:
    numbers = table.GetVectorAsNumpy(Int32Flags, _field(table, field))
    return tuple(numbers.tolist())


def _field(table: Table, field: int) -> int:
    """Where in a table the offset of a field's value lies."""
    at = table.Offset(VTABLE_HEAD + VOffsetTFlags.bytewidth * field)
    if not at:
        raise ValueError(f"field {field} is missing")
    return int(at)
