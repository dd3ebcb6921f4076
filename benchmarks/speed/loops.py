"""The loops that are compared: each takes clips, one after the other.

`python -m benchmarks.speed.loops CLIP...` runs the bare one.
"""

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import mediapipe
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from mediapipe.tasks.python import BaseOptions, vision

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.outputs.plan import film
from posecheck.pose.model import LANDMARKS, find_model
from posecheck.video import FilmWriter, open_clip

MODEL = find_model()
STRETCHES = choose_stretches()


def bare(clips: Sequence[Path]) -> None:
    """What a user would write: decode with PyAV, find the person in VIDEO mode, nothing else."""
    for clip in clips:
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(MODEL.path)),
            running_mode=vision.RunningMode.VIDEO,
            output_segmentation_masks=True,
        )
        landmarker = vision.PoseLandmarker.create_from_options(options)
        with av.open(str(clip)) as container:
            for frame in container.decode(video=0):
                rgb = frame.to_ndarray(format="rgb24")
                picture = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb)
                landmarker.detect_for_video(picture, round(frame.time * 1000))
        landmarker.close()


def decode(clips: Sequence[Path]) -> None:
    """Only what no loop can do without: decode with PyAV."""
    for clip in clips:
        with av.open(str(clip)) as container:
            for _ in container.decode(video=0):
                pass


def analyze(clips: Sequence[Path]) -> None:
    """`posecheck analyze`, without a film."""
    for clip in clips:
        analyze_clip(clip, MODEL, STRETCHES)


def analyze_with_film(clips: Sequence[Path]) -> None:
    """`posecheck analyze --video`: the film is written as high as the clip."""
    with TemporaryDirectory() as folder:
        for clip in clips:
            analyze_clip(clip, MODEL, STRETCHES, outputs=[film(Path(folder) / clip.name)])


def write_film(clips: Sequence[Path]) -> None:
    """Only what no film can do without: decode, and encode the pictures as they are."""
    with TemporaryDirectory() as folder:
        for clip in clips:
            with (
                open_clip(clip) as opened,
                FilmWriter(Path(folder) / clip.name, opened.size, opened.fps) as written,
            ):
                for frame in opened:
                    written.write(frame.image, frame.time_s)


class Network:
    """The landmark network alone, on one thread: no loop around it can take less."""

    def __init__(self) -> None:
        with zipfile.ZipFile(MODEL.path) as bundle:
            content = bundle.read(LANDMARKS)
        self._interpreter = Interpreter(model_content=content, num_threads=1)
        self._interpreter.allocate_tensors()
        (given,) = self._interpreter.get_input_details()
        self._interpreter.set_tensor(given["index"], np.zeros(given["shape"], np.float32))

    def __call__(self, clips: Sequence[Path]) -> None:
        """Run it once for each frame of the clips."""
        for _ in range(sum(map(frames_of, clips))):
            self._interpreter.invoke()


def frames_of(clip: Path) -> int:
    """How many frames a clip has."""
    with av.open(str(clip)) as container:
        return container.streams.video[0].frames


def enlarged(clip: Path, folder: Path, height: int) -> Path:
    """The same clip, scaled up to a height in pixels."""
    target = folder / clip.name
    with av.open(str(clip)) as source, av.open(str(target), "w") as copy:
        old = source.streams.video[0]
        new = copy.add_stream("libx264", rate=old.average_rate)
        new.width, new.height = round(old.width * height / old.height / 2) * 2, height
        new.pix_fmt = "yuv420p"
        for frame in source.decode(video=0):
            copy.mux(new.encode(frame.reformat(new.width, new.height, "yuv420p")))
        copy.mux(new.encode())
    return target


if __name__ == "__main__":
    bare([Path(clip) for clip in sys.argv[1:]])
