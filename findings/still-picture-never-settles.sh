#!/usr/bin/env bash
# The same picture shown again and again never settles in VIDEO mode
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    With the same picture in every frame, the smoothed landmarks come to rest.
# Instead:  They wander on, by several pixels, up to the last of 200 frames: each frame is cropped by
#           the landmarks of the one before. Landmarks that move do not prove a person that moves.
# Seen on 2026-11-28:
#   head and shoulders, frames 101 to 200 of one picture of 512 x 512 pixels:
#     frames that differ from the one before: 99 of 99
#     largest move from one frame to the next: 19.1 px
#     widest range of one coordinate: 23.4 px
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
import numpy as np
from pose import film, person, pixels
from seen import described

picture = person()
points = np.array([pixels(result, picture) for result in film([picture] * 200)])
late = points[100:]
steps = np.abs(np.diff(late, axis=0)).max(axis=(1, 2))
print("head and shoulders, frames 101 to 200 of one picture of 512 x 512 pixels:")
print(f"  frames that differ from the one before: {(steps > 0).sum()} of {len(steps)}")
print(f"  largest move from one frame to the next: {steps.max():.1f} px")
print(f"  widest range of one coordinate: {np.ptp(late, axis=0).max():.1f} px")

described((steps > 0).all(), "no two frames in a row give the same landmarks")
described(np.ptp(late, axis=0).max() > 2, "they wander by more than 2 pixels after 100 frames")
PYTHON
