"""MediaPipe's pose landmarker and a person for it to find."""

from importlib.metadata import files

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

MODEL = "pose.task"
STEP_MS = 33
HEAD_AND_SHOULDERS = slice(0, 13)
"""The landmarks that the picture shows plainly."""

# A landmarker that is not closed hangs at exit; here `with` closes each.
del vision.PoseLandmarker.__del__


def person():
    """scikit-image's portrait of Eileen Collins (NASA, public domain): (512, 512, 3) uint8 RGB."""
    picture = next(f for f in files("scikit-image") if f.name == "astronaut.png")
    return cv2.imread(str(picture.locate()), cv2.IMREAD_COLOR_RGB)


def grainy(picture, count):
    """So many copies of a picture, each with its own grain, as from a camera in a dim room."""
    random = np.random.default_rng(1)
    grain = (random.normal(0, 12, picture.shape) for _ in range(count))
    return [np.clip(picture + one, 0, 255).astype(np.uint8) for one in grain]


def landmarker(mode="IMAGE", model=MODEL, **options):
    """A landmarker with MediaPipe's defaults; use it in a `with` block."""
    base = BaseOptions(model_asset_path=model)
    mode = vision.RunningMode[mode]
    return vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(base, running_mode=mode, **options)
    )


def image(picture):
    """What MediaPipe takes, of an RGB array."""
    return mp.Image(mp.ImageFormat.SRGB, picture)


def pixels(result, picture):
    """(13, 2): x and y of the head and shoulders of the first person found, in pixels."""
    height, width = picture.shape[:2]
    points = [(point.x, point.y) for point in result.pose_landmarks[0]]
    return np.array(points)[HEAD_AND_SHOULDERS] * (width, height)


def film(pictures, start_ms=STEP_MS, step_ms=STEP_MS, **options):
    """The results of VIDEO mode for pictures that follow each other by `step_ms`."""
    with landmarker("VIDEO", **options) as finder:
        return [
            finder.detect_for_video(image(picture), start_ms + at * step_ms)
            for at, picture in enumerate(pictures)
        ]


def jitter(results, picture):
    """How far a landmark moves from one result to the next, in pixels; the mean."""
    points = np.array([pixels(result, picture) for result in results])
    return float(np.abs(np.diff(points, axis=0)).mean())
