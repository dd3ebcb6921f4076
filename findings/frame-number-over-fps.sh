#!/usr/bin/env bash
# Frame number / CAP_PROP_FPS is up to a second off where the frame rate varies
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    `i / capture.get(cv2.CAP_PROP_FPS)` is the time of frame i, give or take a frame.
# Instead:  CAP_PROP_FPS is the mean over the file. Where a camera takes fewer frames a second as the
#           light fails, the times in between are wrong, here by 0.98 s in a film of 4 s. PyAV's
#           `frame.time` and OpenCV's own CAP_PROP_POS_MSEC, asked after each read, are right.
# Seen on 2026-11-28:
#   30 frames at 30 a second, then 30 at 10; CAP_PROP_FPS: 15.12
#   largest error of i / FPS: 0.98 s
#   of CAP_PROP_POS_MSEC: 0.00 s, of PyAV's frame.time: 0.00 s
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
import av
import cv2
import numpy as np
from film import disc, write
from seen import described

shown_s = np.cumsum([0] + [1 / 30] * 30 + [1 / 10] * 30)
write("dusk.mp4", [disc(320, 240)] * len(shown_s), shown_s)

reader = cv2.VideoCapture("dusk.mp4")
fps = reader.get(cv2.CAP_PROP_FPS)
stamps_s = [reader.get(cv2.CAP_PROP_POS_MSEC) / 1000 for _ in shown_s if reader.read()[0]]
with av.open("dusk.mp4") as container:
    pyav_s = [frame.time for frame in container.decode(video=0)]


def off(times_s):
    return np.abs(np.array(times_s) - shown_s).max()


counted = off(np.arange(len(shown_s)) / fps)
print(f"30 frames at 30 a second, then 30 at 10; CAP_PROP_FPS: {fps:.2f}")
print(f"largest error of i / FPS: {counted:.2f} s")
print(f"of CAP_PROP_POS_MSEC: {off(stamps_s):.2f} s, of PyAV's frame.time: {off(pyav_s):.2f} s")

described(counted > 0.9, "frame number / FPS is off by 0.9 s or more")
described(max(off(stamps_s), off(pyav_s)) < 0.002, "the stamps of OpenCV and PyAV are right")
PYTHON
