#!/usr/bin/env bash
# A landmark's `visibility` in VIDEO mode is kept while nobody is there
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    once a person is lost, everything that was tracked of them is forgotten: whoever is found
#           next begins afresh, as the positions do.
# Instead:  the running mean of `visibility` is kept, however long nobody is found. Who comes a minute
#           later begins with the visibility of who was there before, and an arm that is covered all
#           the time counts as visible for five frames. `presence` is of the frame itself.
# Seen on 2026-11-29:
#   nobody was found in 30 of 30 grey pictures
#   a covered elbow, afresh:
#     visibility 0.10 0.10 0.11 0.11 0.11 0.10 0.10 0.10
#     presence   0.03 0.03 0.13 0.02 0.02 0.03 0.04 0.04
#   a covered elbow, a minute after somebody else:
#     visibility 0.73 0.67 0.63 0.57 0.52 0.48 0.43 0.40
#     presence   0.03 0.03 0.13 0.02 0.02 0.03 0.04 0.04
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
import numpy as np
from pose import film, image, landmarker, person
from seen import described

RIGHT_ELBOW, SHOWN, GONE, STEP_MS, MINUTE_MS = 14, 30, 30, 33, 60_000
shown = person()
covered = shown.copy()
covered[260:] = 0
nobody = np.full_like(shown, 128)

afresh = [result.pose_landmarks[0][RIGHT_ELBOW] for result in film([covered] * 8)]

after, lost, now_ms = [], 0, 0
with landmarker("VIDEO") as finder:
    for picture, count in ((shown, SHOWN), (nobody, GONE), (covered, 8)):
        now_ms += MINUTE_MS if picture is covered else 0
        for _ in range(count):
            now_ms += STEP_MS
            result = finder.detect_for_video(image(picture), now_ms)
            lost += not result.pose_landmarks
            if picture is covered:
                after.append(result.pose_landmarks[0][RIGHT_ELBOW])

print(f"nobody was found in {lost} of {GONE} grey pictures")
for name, points in (("afresh", afresh), ("a minute after somebody else", after)):
    print(f"a covered elbow, {name}:")
    for value in ("visibility", "presence"):
        print(f"  {value:10} " + " ".join(f"{getattr(p, value):.2f}" for p in points))

visibility = np.array([[p.visibility for p in points] for points in (afresh, after)])
described(lost == GONE, "the person is lost in every grey picture")
described(visibility[0][0] < 0.4, "afresh, the covered elbow is not visible")
described(visibility[1][0] > 0.6, "after somebody else it is visible at first")
described((visibility[1][:4] > 0.5).all(), "and stays so for four frames")
described(after[0].presence < 0.2, "its presence is that of the picture")
PYTHON
