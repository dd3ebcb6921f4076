#!/usr/bin/env bash
# A closed landmarker goes on answering: nobody
#
# Versions: mediapipe 1.2.3
# Guess:    `detect` after `close()` is an error.
# Instead:  It returns an empty result, the same as for a picture without a person.
# Seen on 2026-11-28:
#   people found while open: 1
#   after close: PoseLandmarkerResult(pose_landmarks=[], pose_world_landmarks=[], segmentation_masks=None)
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
from pose import image, landmarker, person
from seen import described

picture = image(person())
with landmarker() as finder:
    before = len(finder.detect(picture).pose_landmarks)
after = finder.detect(picture)
print(f"people found while open: {before}")
print(f"after close: {after}")

described(before == 1, "the person is found while the landmarker is open")
described(after.pose_landmarks == [], "a closed landmarker answers with an empty result")
PYTHON
