#!/usr/bin/env bash
# OpenCV turns a film upside down that asks to be mirrored
#
# Versions: opencv-contrib-python 5.1.0.95, av 18.1.0, numpy 2.4.6
# Guess:    MP4's display matrix says how pictures are to be shown, and may mirror them, as for
#           selfies; a reader that turns pictures by it also mirrors them.
# Instead:  OpenCV boils the matrix down to an angle. Mirrored left to right, that is half a turn:
#           the picture comes upside down. Mirrored top to bottom, it is no turn at all. PyAV leaves
#           the pixels alone, and its `frame.rotation` is the same angle; the frame's side data
#           "DISPLAYMATRIX" tells the two apart.
# Seen on 2026-11-28:
#   RGBW mirrored left to right should be GRWB: OpenCV shows WBGR;
#     PyAV's rotation is -180, its matrix multiplies x and y by [-1, 1]
#   RGBW mirrored top to bottom should be BWRG: OpenCV shows RGBW;
#     PyAV's rotation is 0, its matrix multiplies x and y by [1, -1]
#   as described

. "$(dirname "$0")/lib.sh"
install av numpy opencv-contrib-python

check <<'PYTHON'
import struct
from pathlib import Path

import av
import numpy as np
from film import opencv, write
from seen import described

WIDTH, HEIGHT = 320, 240
COLOURS = {"R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "W": (255, 255, 255)}
MATRIX_IN_TKHD = 44  # bytes from the name of the box to its matrix
ONE = 1 << 16


def quarters(picture):
    """The colours of the four quarters, as letters: top left, top right, bottom left and right."""
    at = [(y, x) for y in (HEIGHT // 4, 3 * HEIGHT // 4) for x in (WIDTH // 4, 3 * WIDTH // 4)]
    return "".join(
        min(COLOURS, key=lambda name: np.abs(picture[y, x] - np.array(COLOURS[name])).sum())
        for y, x in at
    )


def with_matrix(film, a, d, x, y):
    """The film with a display matrix that multiplies x by a, y by d, and shifts by (x, y)."""
    start = film.index(b"tkhd") + MATRIX_IN_TKHD
    matrix = struct.pack(">9i", a * ONE, 0, 0, 0, d * ONE, 0, x * ONE, y * ONE, 1 << 30)
    return film[:start] + matrix + film[start + len(matrix) :]


rows = [COLOURS["R"], COLOURS["G"]], [COLOURS["B"], COLOURS["W"]]
stored = np.array(rows, np.uint8).repeat(HEIGHT // 2, axis=0).repeat(WIDTH // 2, axis=1)
write("plain.mp4", [stored] * 5, [at / 25 for at in range(5)])
plain = Path("plain.mp4").read_bytes()

wanted = {"left to right": "GRWB", "top to bottom": "BWRG"}
matrices = {"left to right": (-1, 1, WIDTH, 0), "top to bottom": (1, -1, 0, HEIGHT)}
seen = {}
for name, matrix in matrices.items():
    Path("mirrored.mp4").write_bytes(with_matrix(plain, *matrix))
    shown = quarters(next(opencv("mirrored.mp4"))[..., ::-1])
    with av.open("mirrored.mp4") as container:
        frame = next(container.decode(video=0))
        asked = np.frombuffer(bytes(frame.side_data["DISPLAYMATRIX"]), np.int32)[[0, 4]] // ONE
        seen[name] = shown, frame.rotation
    print(f"RGBW mirrored {name} should be {wanted[name]}: OpenCV shows {shown};")
    print(f"  PyAV's rotation is {seen[name][1]}, its matrix multiplies x and y by {asked.tolist()}")

described(seen["left to right"] == ("WBGR", -180), "left to right becomes half a turn")
described(seen["top to bottom"] == ("RGBW", 0), "top to bottom becomes no turn")
PYTHON
