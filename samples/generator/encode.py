"""H.264 by PyAV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np

from samples.generator.renderer import Image

QUALITY = "24"


def write_h264(path: Path, frames: Iterable[Image], fps: int, size: tuple[int, int]) -> None:
    """Write RGB frames, in one thread, so that the same frames give the same file."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": QUALITY, "preset": "medium", "threads": "1"}
        for frame in frames:
            for packet in stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def with_sensor_noise(image: Image, sigma: float, seed: int) -> Image:
    """The picture with the grain of a small camera, the same for the same seed."""
    random = np.random.default_rng(seed)
    height, width, _ = image.shape
    grain = random.normal(0, sigma, (height, width, 1)).astype(np.float32)
    colour = random.normal(0, sigma / 2, image.shape).astype(np.float32)
    return np.asarray(np.clip(image + grain + colour, 0, 255), dtype=np.uint8)
