#!/usr/bin/env bash
# A confidence above 1 is accepted, and then nobody is ever found
#
# Versions: mediapipe 1.2.3
# Guess:    `min_pose_detection_confidence=1.5` (or 50, meant as a percentage) is refused.
# Instead:  It is accepted in silence, and every picture is without a person.
# Seen on 2026-11-28:
#   min_pose_detection_confidence=0.5: no error, people found: 1
#   min_pose_detection_confidence=1.5: no error, people found: 0
#   min_pose_detection_confidence=50: no error, people found: 0
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
from pose import image, landmarker, person
from seen import described

picture, found = image(person()), {}
for confidence in (0.5, 1.5, 50):
    with landmarker(min_pose_detection_confidence=confidence) as finder:
        found[confidence] = len(finder.detect(picture).pose_landmarks)
    print(f"min_pose_detection_confidence={confidence}: no error, people found: {found[confidence]}")

described(found == {0.5: 1, 1.5: 0, 50: 0}, "too high a confidence finds nobody, without an error")
PYTHON
