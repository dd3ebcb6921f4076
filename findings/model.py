"""Make a pose model for MediaPipe 1.x from the networks in the MediaPipe 0.10.21 wheel.

    python model.py mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl pose.task

A model is a zip of two networks, each with metadata that says how to normalise its input. Of the
two in the wheel only the landmark network lacks it.
"""

import sys
import zipfile

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
from mediapipe.tasks.metadata import schema_py_generated as tflite

DETECTOR = "mediapipe/modules/pose_detection/pose_detection.tflite"
LANDMARKS = "mediapipe/modules/pose_landmark/pose_landmark_full.tflite"


def packed(table, identifier):
    """The bytes of a flatbuffer."""
    builder = flatbuffers.Builder(1024)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def landmark_metadata(outputs):
    """RGB in, divided by 255."""
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
    image.content, image.processUnits = content, [step]
    graph = metadata.SubGraphMetadataT()
    graph.inputTensorMetadata = [image]
    graph.outputTensorMetadata = [metadata.TensorMetadataT() for _ in range(outputs)]
    model = metadata.ModelMetadataT()
    model.subgraphMetadata = [graph]
    return packed(model, b"M001")


def with_metadata(network):
    """The landmark network with its metadata."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    buffer = tflite.BufferT()
    content = landmark_metadata(len(model.subgraphs[0].outputs))
    buffer.data = np.frombuffer(content, np.uint8)
    entry = tflite.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers)
    model.buffers.append(buffer)
    model.metadata.append(entry)
    return packed(model, b"TFL3")


def main(wheel, model):
    """Write the model."""
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(model, "w") as target:
        target.writestr("pose_detector.tflite", source.read(DETECTOR))
        target.writestr("pose_landmarks_detector.tflite", with_metadata(source.read(LANDMARKS)))


if __name__ == "__main__":
    main(*sys.argv[1:])
