"""Films drawn and written by the scripts, with PyAV."""

from fractions import Fraction

import av
import numpy as np


def disc(width, height, grey=0):
    """A white disc on a ground of one grey, two thirds of the shorter side wide: RGB."""
    y, x = np.mgrid[:height, :width]
    inside = np.hypot(x - width / 2, y - height / 2) < min(width, height) / 3
    return np.where(inside[..., None], 255, np.full(3, grey)).astype(np.uint8)


def write(file, pictures, times_s, codec="libx264", file_format=None, **options):
    """Write RGB pictures, each to be shown at its time, without frames that wait for later ones."""
    height, width = pictures[0].shape[:2]
    with av.open(file, "w", format=file_format, options=options) as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 90_000)
        if codec == "libx264":
            stream.options = {"bf": "0"}
        for picture, time_s in zip(pictures, times_s, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = round(time_s * 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def opencv(path):
    """An OpenCV reader's pictures, as BGR."""
    import cv2

    reader = cv2.VideoCapture(path)
    while True:
        read, picture = reader.read()
        if not read:
            return
        yield picture
