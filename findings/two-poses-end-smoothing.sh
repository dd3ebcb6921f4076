#!/usr/bin/env bash
# Asking for two poses ends the smoothing of the first
#
# Versions: mediapipe 1.2.3, numpy 2.4.6
# Guess:    `num_poses=2` looks for a second person and leaves the first one's landmarks as they are.
# Instead:  With more than one pose asked for, VIDEO mode smooths nothing, though only one person is
#           there: the landmarks of a grainy film jitter six times as much.
# Seen on 2026-11-28:
#   num_poses=1: people found {1}, jitter 0.5 px a frame
#   num_poses=2: people found {1}, jitter 3.2 px a frame
#   as described

. "$(dirname "$0")/lib.sh"
install_mediapipe

check <<'PYTHON'
from pose import film, grainy, jitter, person
from seen import described

picture, moves = person(), {}
for poses in (1, 2):
    results = film(grainy(picture, 50), num_poses=poses)[10:]
    moves[poses] = jitter(results, picture)
    people = {len(result.pose_landmarks) for result in results}
    print(f"num_poses={poses}: people found {people}, jitter {moves[poses]:.1f} px a frame")

described(moves[2] > 3 * moves[1], "two poses jitter more than three times as much as one")
PYTHON
