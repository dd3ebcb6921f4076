"""Makes posecheck/live/window/figures.json, the drawings in the menu of a live session.

python docs/menu_figures.py
"""

import json
from pathlib import Path

import numpy as np

from posecheck.live.window.figures import DATA, JOINTS
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import near_side
from posecheck.video import open_clip

ROOT = Path(__file__).parents[1]
SHOWN = {
    "pigeon": ("clips/pigeon_left_good_side_woman.mp4", 1.5),
    "butterfly": ("quick/butterfly_front.mp4", 3.0),
    "seated_hip": ("clips/seated_hip_good_side_man_tall.mp4", 2.0),
    "bridge": ("quick/bridge_side.mp4", 2.2),
    "half_kneeling_lunge": ("quick/lunge_side.mp4", 3.0),
}
"""The sample of each stretch, and the second of it that is drawn."""

HEAD = 0.11
"""Room for the head around the ears, as a share of the person."""


def pose_at(clip: Path, at_s: float) -> Pose:
    """The pose at a moment of a clip."""
    with open_clip(clip) as frames, Landmarker(find_model()) as landmarker:
        poses = (landmarker.detect(frame) for frame in frames)
        return next(pose for pose in poses if pose and pose.time_s >= at_s)


def drawing(pose: Pose) -> list[list[list[float]]]:
    """The joints of a pose in a box whose longer side is 1, the nearer half of the body first."""
    near = near_side(pose) or Side.LEFT
    points = np.array([[pose[j.of(near)], pose[j.of(near.other)]] for j in JOINTS])
    corners = points.min(axis=(0, 1)), points.max(axis=(0, 1))
    room = HEAD * max(corners[1] - corners[0])
    first, last = corners[0] - room, corners[1] + room
    return np.round((points - first) / max(last - first), 2).tolist()


def make_figures() -> None:
    """Write a line for each stretch."""
    drawings = {
        id: drawing(pose_at(ROOT / "samples" / clip, at)) for id, (clip, at) in SHOWN.items()
    }
    lines = ",\n".join(f'"{id}": {json.dumps(each)}' for id, each in drawings.items())
    (ROOT / "posecheck/live/window" / DATA).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    make_figures()
