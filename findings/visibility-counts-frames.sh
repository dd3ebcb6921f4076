#!/usr/bin/env bash
# A landmark's `visibility` in VIDEO mode counts frames, not time
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    `visibility` and `presence` are those of this frame, or are smoothed in time, as the
#           positions are.
# Instead:  `visibility` is a running mean that takes a tenth of each new frame, however much time
#           lies between the frames. An arm that is suddenly covered stays above 0.5 for five
#           frames: a sixth of a second at 30 frames a second, five seconds at one. `presence` is of
#           the frame itself.
# Seen on 2026-11-28:
#   33 ms a frame, one frame before the arm is covered and eight after:
#     visibility 0.81 0.74 0.68 0.62 0.57 0.52 0.48 0.43 0.40
#     presence   0.56 0.04 0.05 0.06 0.05 0.07 0.07 0.03 0.03
#   1000 ms a frame, one frame before the arm is covered and eight after:
#     visibility 0.81 0.74 0.68 0.62 0.57 0.52 0.48 0.43 0.40
#     presence   0.56 0.04 0.05 0.06 0.05 0.07 0.07 0.03 0.03
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
import numpy as np
from pose import film, person
from seen import described

RIGHT_ELBOW, BEFORE = 14, 30
shown = person()
covered = shown.copy()
covered[260:] = 0
pictures = [shown] * BEFORE + [covered] * 15

visibility, presence = {}, {}
for step_ms in (33, 1000):
    elbow = [result.pose_landmarks[0][RIGHT_ELBOW] for result in film(pictures, step_ms, step_ms)]
    visibility[step_ms] = np.array([point.visibility for point in elbow])
    presence[step_ms] = np.array([point.presence for point in elbow])
    print(f"{step_ms} ms a frame, one frame before the arm is covered and eight after:")
    for name, values in (("visibility", visibility), ("presence", presence)):
        print(f"  {name:10} " + " ".join(f"{v:.2f}" for v in values[step_ms][BEFORE - 1 :][:9]))

described(presence[33][BEFORE] < 0.2, "presence drops with the first covered frame")
described((visibility[33][BEFORE:][:4] > 0.5).all(), "visibility stays over 0.5 for four frames")
described(np.abs(np.diff(visibility[33])).max() <= 0.1, "visibility moves by a tenth at most")
described(
    np.allclose(visibility[33], visibility[1000], atol=1e-3), "the time between frames is ignored"
)
PYTHON
