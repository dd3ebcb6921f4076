#!/usr/bin/env bash
# OpenCV counts -276701161105643264 frames in a WebM film written as a stream
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    Where a film does not say how long it is, CAP_PROP_FRAME_COUNT is 0 or -1.
# Instead:  A WebM film that was written as a stream, without going back to its header, has no
#           duration; OpenCV then gives a huge negative count. A check for 0 or -1 lets it through.
#           PyAV says 0 frames, and None for the duration.
# Seen on 2026-11-28:
#   OpenCV: -276701161105643264 frames promised, 50 came
#   PyAV:   0 frames promised, duration None
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
from pathlib import Path

import av
import cv2
from film import disc, opencv, write
from seen import described


class Stream(bytearray):
    """Takes bytes and cannot go back."""

    def write(self, data):
        self.extend(data)
        return len(data)


stream = Stream()
times_s = [at / 25 for at in range(50)]
write(stream, [disc(320, 240)] * 50, times_s, codec="libvpx", file_format="webm", live="1")
Path("streamed.webm").write_bytes(stream)

count = int(cv2.VideoCapture("streamed.webm").get(cv2.CAP_PROP_FRAME_COUNT))
read = sum(1 for _ in opencv("streamed.webm"))
with av.open("streamed.webm") as container:
    frames, duration = container.streams.video[0].frames, container.duration
print(f"OpenCV: {count} frames promised, {read} came")
print(f"PyAV:   {frames} frames promised, duration {duration}")

described(count < -1 and read == 50, "OpenCV promises fewer than -1 frames")
described((frames, duration) == (0, None), "PyAV says that it does not know")
PYTHON
