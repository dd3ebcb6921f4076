#!/usr/bin/env bash
# A trimmed clip promises more frames than it gives
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    In an undamaged file, as many frames come as it declares.
# Instead:  Trimming without encoding again keeps the frames before the cut, which the first frame
#           shown is built on, and hides them by an edit list. PyAV's `stream.frames` and OpenCV's
#           CAP_PROP_FRAME_COUNT count them too: 50 for 20. Missing frames are no proof of damage.
# Seen on 2026-11-28:
#   PyAV:   50 frames promised, 20 came
#   OpenCV: 50 frames promised, 20 came
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
from fractions import Fraction

import av
import cv2
from film import disc, opencv, write
from seen import described

write("whole.mp4", [disc(320, 240, 4 * at) for at in range(50)], [at / 25 for at in range(50)])
with (
    av.open("whole.mp4") as source,
    av.open("trimmed.mp4", "w", options={"avoid_negative_ts": "disabled"}) as target,
):
    stream = source.streams.video[0]
    copy = target.add_stream_from_template(stream)
    cut = round(Fraction(30, 25) / stream.time_base)
    for packet in source.demux(stream):
        if packet.dts is not None:
            packet.pts, packet.dts, packet.stream = packet.pts - cut, packet.dts - cut, copy
            target.mux(packet)

with av.open("trimmed.mp4") as container:
    promised = container.streams.video[0].frames
    came = sum(1 for _ in container.decode(video=0))
count = int(cv2.VideoCapture("trimmed.mp4").get(cv2.CAP_PROP_FRAME_COUNT))
read = sum(1 for _ in opencv("trimmed.mp4"))
print(f"PyAV:   {promised} frames promised, {came} came")
print(f"OpenCV: {count} frames promised, {read} came")

described((promised, came) == (50, 20), "PyAV promises 50 frames for 20")
described((count, read) == (50, 20), "OpenCV promises 50 frames for 20")
PYTHON
