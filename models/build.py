"""Build `pose_landmarker_full.task`, the pose model that posecheck ships, from a MediaPipe wheel.

MediaPipe 1.2 ships no model, and wants one as a *bundle*: an uncompressed zip of the two networks,
each with the metadata that says how to normalise its input. The 0.10.21 wheel still carries both
networks; only the landmark network lacks the metadata. So this script copies the detector byte for
byte, adds the metadata to the landmark network and packs the two.

    pip download --no-deps --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 mediapipe==0.10.21
    python models/build.py mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl

The same wheel gives the same bytes, whenever and wherever it is built.
"""

import argparse
import hashlib
import struct
import zipfile
from pathlib import Path
from typing import Any

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
from mediapipe.tasks.metadata import schema_py_generated as tflite

DETECTOR = "mediapipe/modules/pose_detection/pose_detection.tflite"
LANDMARKS = "mediapipe/modules/pose_landmark/pose_landmark_full.tflite"
BUNDLE = Path(__file__).parent / "pose_landmarker_full.task"
ALIGNMENT = 16
"""TFLite maps its constants straight from the file where they lie on such a boundary."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
LOCAL_HEADER = 30
"""Bytes of a zip member's header before its name."""
PADDING_FIELD = 0xD935
"""The extra field that zipalign pads with; readers skip it."""


class AlignedBuffer(tflite.BufferT):  # type: ignore[misc]
    """A buffer that packs its bytes where the TFLite schema wants them; the generated one does not.

    data: the bytes, or None. The schema says `force_align: 16`, which flatbuffers' Python
    generator leaves out.
    """

    def Pack(self, builder: flatbuffers.Builder) -> int:  # noqa: N802
        """Write the buffer and return its offset."""
        data = None if self.data is None else self._pack_data(builder)
        tflite.BufferStart(builder)
        if data is not None:
            tflite.BufferAddData(builder, data)
        return int(tflite.BufferEnd(builder))

    def _pack_data(self, builder: flatbuffers.Builder) -> int:
        content = bytes(self.data)
        builder.StartVector(1, len(content), ALIGNMENT)
        start = builder.Head() - len(content)
        builder.head = start
        builder.Bytes[start : start + len(content)] = content
        return int(builder.EndVector())


def aligned(data: Any) -> AlignedBuffer:
    """A buffer of these bytes (or of none, for None)."""
    buffer = AlignedBuffer()
    buffer.data = data
    return buffer


def landmark_metadata(outputs: int) -> bytes:
    """The TFLite metadata of the landmark network: RGB, values from 0 to 1."""
    normalisation = metadata.NormalizationOptionsT()
    normalisation.mean, normalisation.std = [0.0], [255.0]
    step = metadata.ProcessUnitT()
    step.optionsType = metadata.ProcessUnitOptions.NormalizationOptions
    step.options = normalisation
    rgb = metadata.ImagePropertiesT()
    rgb.colorSpace = metadata.ColorSpaceType.RGB
    content = metadata.ContentT()
    content.contentPropertiesType = metadata.ContentProperties.ImageProperties
    content.contentProperties = rgb
    image = metadata.TensorMetadataT()
    image.name, image.content, image.processUnits = "image", content, [step]
    graph = metadata.SubGraphMetadataT()
    graph.inputTensorMetadata = [image]
    graph.outputTensorMetadata = [metadata.TensorMetadataT() for _ in range(outputs)]
    model = metadata.ModelMetadataT()
    model.name, model.subgraphMetadata = "pose_landmarks", [graph]
    return packed(model, b"M001")


def with_metadata(network: bytes) -> bytes:
    """The same network with the metadata that a bundle needs."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    model.buffers = [aligned(buffer.data) for buffer in model.buffers]
    entry = tflite.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers)
    model.buffers.append(aligned(landmark_metadata(len(model.subgraphs[0].outputs))))
    model.metadata.append(entry)
    return packed(model, b"TFL3")


def packed(table: Any, identifier: bytes) -> bytes:
    """A flatbuffer of the table."""
    builder = flatbuffers.Builder(1024)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def add(bundle: zipfile.ZipFile, offset: int, name: str, content: bytes) -> None:
    """Store an aligned member whose header begins at offset, with nothing of this machine in it."""
    member = zipfile.ZipInfo(name, LONG_AGO)
    member.create_system = 3
    member.external_attr = 0o644 << 16
    start = offset + LOCAL_HEADER + len(name) + struct.calcsize("<HH")
    padding = -start % ALIGNMENT
    member.extra = struct.pack("<HH", PADDING_FIELD, padding) + bytes(padding)
    bundle.writestr(member, content)


def build(wheel: Path, bundle: Path, network: Path | None = None) -> str:
    """Write the bundle made from the wheel's networks and return its SHA-256.

    network: a landmark network to take instead of the wheel's.
    """
    with zipfile.ZipFile(wheel) as source:
        detector, landmarks = source.read(DETECTOR), source.read(LANDMARKS)
    if network:
        landmarks = network.read_bytes()
    with bundle.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        add(target, file.tell(), "pose_detector.tflite", detector)
        add(target, file.tell(), "pose_landmarks_detector.tflite", with_metadata(landmarks))
    return hashlib.sha256(bundle.read_bytes()).hexdigest()


def main() -> None:
    """Build the bundle from the wheel named on the command line."""
    parser = argparse.ArgumentParser(description="Build the pose model that posecheck ships.")
    parser.add_argument("wheel", type=Path, help="the MediaPipe 0.10.21 wheel")
    parser.add_argument(
        "--landmarks", type=Path, help="another landmark network: pose_landmark_heavy.tflite"
    )
    parser.add_argument(
        "--out", type=Path, default=BUNDLE, help="the bundle (default: %(default)s)"
    )
    arguments = parser.parse_args()
    print(build(arguments.wheel, arguments.out, arguments.landmarks), arguments.out.name)


if __name__ == "__main__":
    main()
