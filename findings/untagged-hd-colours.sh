#!/usr/bin/env bash
# PyAV and OpenCV convert HD video without colour tags as if it were SD
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    A film of 720 lines that does not say how its colours are coded is taken for BT.709, the
#           standard for HD.
# Instead:  Both take it for BT.601: a pure red comes out 22 levels darker than from the same film
#           with a tag.
# Seen on 2026-11-28:
#   tagged as BT.709: PyAV [254, 0, 0], OpenCV [254, 0, 0]
#   without a tag:    PyAV [232, 0, 1], OpenCV [232, 0, 1]
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
import av
import numpy as np
from film import opencv
from seen import described

WIDTH, HEIGHT = 1280, 720
RED = (63, 102, 240)  # Y, Cb and Cr of pure red in BT.709
BT709 = 1
rows = np.repeat(RED, (HEIGHT, HEIGHT // 4, HEIGHT // 4)).astype(np.uint8)
frame = av.VideoFrame.from_ndarray(np.repeat(rows[:, None], WIDTH, axis=1), "yuv420p")


def reds(tag):
    """The first pixel of the film as PyAV and as OpenCV give it, RGB."""
    with av.open("red.mp4", "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        if tag:
            context = stream.codec_context
            context.colorspace = context.color_primaries = context.color_trc = tag
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with av.open("red.mp4") as container:
        pyav = next(container.decode(video=0)).to_ndarray(format="rgb24")[0, 0]
    return pyav.tolist(), next(opencv("red.mp4"))[0, 0, ::-1].tolist()


tagged, untagged = reds(BT709), reds(None)
print(f"tagged as BT.709: PyAV {tagged[0]}, OpenCV {tagged[1]}")
print(f"without a tag:    PyAV {untagged[0]}, OpenCV {untagged[1]}")

described(all(red[0] > 250 for red in tagged), "with its tag, red is red")
described(all(red[0] < 240 for red in untagged), "without it, red is over 10 levels darker")
PYTHON
