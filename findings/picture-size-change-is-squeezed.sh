#!/usr/bin/env bash
# OpenCV squeezes pictures whose size changes inside a film into the first size
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    Where a film goes on with pictures of another size, `cv2.VideoCapture` gives frames of
#           that size, or stops.
# Instead:  It gives frames of the first size, with the new pictures stretched to it in silence:
#           every angle in them is wrong. PyAV gives the new size.
# Seen on 2026-11-28:
#   PyAV's sizes, first and last:   (640, 360) (360, 640)
#   OpenCV's sizes, first and last: (640, 360) (640, 360)
#   a disc in OpenCV's last picture is 425 pixels wide and 135 high
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
from pathlib import Path

import av
import numpy as np
from film import disc, opencv, write
from seen import described

write("wide.ts", [disc(640, 360)] * 20, [at / 25 for at in range(20)])
write("tall.ts", [disc(360, 640)] * 20, [at / 25 for at in range(20, 40)])
Path("both.ts").write_bytes(Path("wide.ts").read_bytes() + Path("tall.ts").read_bytes())

with av.open("both.ts") as container:
    pyav = [(frame.width, frame.height) for frame in container.decode(video=0)]
pictures = list(opencv("both.ts"))
sizes = [(picture.shape[1], picture.shape[0]) for picture in pictures]
y, x = np.nonzero(pictures[-1][..., 1] > 127)
wide, high = int(np.ptp(x)) + 1, int(np.ptp(y)) + 1
print(f"PyAV's sizes, first and last:   {pyav[0]} {pyav[-1]}")
print(f"OpenCV's sizes, first and last: {sizes[0]} {sizes[-1]}")
print(f"a disc in OpenCV's last picture is {wide} pixels wide and {high} high")

described(pyav[-1] == (360, 640), "PyAV gives the pictures' new size")
described(set(sizes) == {(640, 360)} and len(sizes) == 40, "OpenCV gives the first size to all")
described(wide > 2 * high, "OpenCV stretches a disc")
PYTHON
