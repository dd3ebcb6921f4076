"""Stick figures with known angles, seen by a camera far away, as the model would report them.

A figure's own axes: x to its left, y up, z forward; lengths in metres.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

import cv2
import numpy as np

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.assess.hold import HoldClock
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.clips.summary import Summary
from posecheck.measures import Sight, Upright
from posecheck.pose.pose import LOWER_LEG, Joint, Landmark, Pose, Side
from posecheck.pose.view import ViewTracker
from posecheck.stretches.stretch import BUILT_IN, Stretch, built_in

TRUNK_M, THIGH_M, SHIN_M, HIP_WIDTH_M, SHOULDER_WIDTH_M = 0.5, 0.42, 0.42, 0.24, 0.36

LIMB_WIDTH_T = 0.3

Direction = tuple[float, float]
"""(elevation above the horizontal, turn outwards from straight ahead), in degrees."""

DOWN: Direction = (-90.0, 0.0)


@dataclass(frozen=True)
class Figure:
    """A stick figure; angles in degrees.

    Attributes:
        trunk_lean: Forward positive, -90 on the back.
        side_bend: How far it then bends to its right, shoulders and all.
        head_drop: How far the head is bent forward.
        pelvis_roll: How far the left hip is raised.
        thigh: From hip to knee.
        shin: From knee to ankle.
    """

    trunk_lean: float = 0.0
    side_bend: float = 0.0
    head_drop: float = 0.0
    pelvis_roll: float = 0.0
    thigh: Mapping[Side, Direction] = field(default_factory=lambda: dict.fromkeys(Side, DOWN))
    shin: Mapping[Side, Direction] = field(default_factory=lambda: dict.fromkeys(Side, DOWN))

    def mirrored(self) -> "Figure":
        """The same figure with left and right exchanged."""
        return replace(
            self,
            side_bend=-self.side_bend,
            pelvis_roll=-self.pelvis_roll,
            thigh={side.other: way for side, way in self.thigh.items()},
            shin={side.other: way for side, way in self.shin.items()},
        )

    def joints(self) -> dict[Landmark, np.ndarray]:
        """The position of every landmark that the measures use."""
        bend = _turned_right(self.side_bend)
        up = bend @ _sagittal(90.0 - self.trunk_lean)
        head = up * TRUNK_M + bend @ _sagittal(90.0 - self.trunk_lean - self.head_drop) * 0.18
        front = bend @ _sagittal(-self.trunk_lean)
        roll = np.radians(self.pelvis_roll)
        points: dict[Landmark, np.ndarray] = {}
        for side in Side:
            out = bend @ np.array([_outward(side), 0.0, 0.0])
            shoulder = up * TRUNK_M + out * SHOULDER_WIDTH_M / 2
            hip = _outward(side) * np.array([np.cos(roll), np.sin(roll), 0.0]) * HIP_WIDTH_M / 2
            knee = hip + _along(self.thigh[side], side) * THIGH_M
            ankle = knee + _along(self.shin[side], side) * SHIN_M
            points |= {
                Joint.SHOULDER.of(side): shoulder,
                Joint.ELBOW.of(side): shoulder - up * 0.25 + out * 0.05,
                Joint.WRIST.of(side): shoulder - up * 0.25 + front * 0.25,
                Joint.EAR.of(side): head + out * 0.08,
                Joint.HIP.of(side): hip,
                Joint.KNEE.of(side): knee,
                Joint.ANKLE.of(side): ankle,
                Joint.HEEL.of(side): ankle,
                Joint.FOOT_INDEX.of(side): ankle + np.array([0.0, 0.0, 0.15]),
            }
        points[Landmark.NOSE] = up * (TRUNK_M + 0.2) + front * 0.1
        return points


def _outward(side: Side) -> float:
    return 1.0 if side is Side.LEFT else -1.0


def _sagittal(elevation_deg: float) -> np.ndarray:
    angle = np.radians(elevation_deg)
    return np.array([0.0, np.sin(angle), np.cos(angle)])


def _turned_right(angle_deg: float) -> np.ndarray:
    """(3, 3) turns a body that faces along z to its right."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])


def _along(way: Direction, side: Side) -> np.ndarray:
    elevation, outward = np.radians(way)
    flat = np.cos(elevation)
    return np.array(
        [_outward(side) * flat * np.sin(outward), np.sin(elevation), flat * np.cos(outward)]
    )


def seen(
    figure: Figure,
    yaw_deg: float = 90.0,
    *,
    size: tuple[int, int] = (640, 480),
    scale_px: float | None = None,
    pitch_deg: float = 0.0,
    roll_deg: float = 0.0,
    time_s: float = 0.0,
    mask: np.ndarray | None = None,
) -> Pose:
    """The figure as a Pose.

    Args:
        figure: To be seen.
        yaw_deg: 0 from the front, 90 with its left side near, -90 with its right side near.
        size: (width, height) of the picture in pixels.
        scale_px: Pixels per unit of length; None for a third of the shorter side.
        pitch_deg: How far the camera looks down.
        roll_deg: How far the picture is turned clockwise.
        time_s: Of the frame.
        mask: The body's outline; None for none.
    """
    yaw, pitch, roll = np.radians([yaw_deg, pitch_deg, roll_deg])
    left = np.array([np.cos(yaw), 0.0, -np.sin(yaw)])
    forward = np.array([-np.sin(yaw), 0.0, -np.cos(yaw)])
    to_camera = np.stack([left, np.array([0.0, -1.0, 0.0]), forward], axis=1)
    look_down = np.array(
        [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    )
    turn = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    world = np.zeros((33, 3))
    for landmark, point in figure.joints().items():
        world[landmark] = turn @ look_down @ to_camera @ point
    scale = scale_px or min(size) / 3
    points = world[:, :2] * scale + np.array(size) / 2
    return Pose(time_s, points, world, np.ones(33), size, mask)


def hidden(pose: Pose, *landmarks: Landmark) -> Pose:
    """The pose with some landmarks not seen by the model."""
    visibility = pose.visibility.copy()
    visibility[list(landmarks)] = 0.1
    return replace(pose, visibility=visibility)


def cropped_below(pose: Pose, y_px: float) -> Pose:
    """The pose as in a picture that ends at y_px; the model goes on guessing what lies below."""
    return replace(pose, size=(pose.size[0], int(y_px)))


def moved(
    pose: Pose, size: tuple[int, int], shift: tuple[float, float] = (0.0, 0.0), scale: float = 1.0
) -> Pose:
    """The pose in another picture: scaled, then shifted, as by resizing, padding or cropping."""
    return replace(pose, points=pose.points * scale + np.array(shift), size=size)


def swapped(pose: Pose, joints: Iterable[Joint] = tuple(Joint)) -> Pose:
    """The pose as the model reports it when it takes left for right."""
    order = np.arange(33)
    for joint in joints:
        order[list(joint.both)] = order[list(joint.both)[::-1]]
    return replace(
        pose,
        points=pose.points[order],
        world=pose.world[order],
        visibility=pose.visibility[order],
    )


def spoilt(pose: Pose, *landmarks: Landmark) -> Pose:
    """The pose with some landmarks missing altogether."""
    points, world = pose.points.copy(), pose.world.copy()
    points[list(landmarks)] = world[list(landmarks)] = np.nan
    return replace(pose, points=points, world=world)


def with_back(pose: Pose, bulge: float = 0.0) -> Pose:
    """The pose with a body mask whose back bulges by so many trunk lengths in its middle.

    For persons seen from the side.
    """
    trunk, hip = pose.trunk, pose.middle(Joint.HIP)
    normal = np.array([-trunk[1], trunk[0]])
    nose = pose[Landmark.NOSE] - pose.middle(Joint.SHOULDER)
    dorsal = normal if normal @ nose < 0 else -normal
    shares = np.linspace(-0.15, 1.15, 80)
    depths = 0.2 + bulge * 4 * shares * (1 - shares)
    back = hip + shares[:, None] * trunk + depths[:, None] * dorsal
    front = hip + shares[::-1, None] * trunk - 0.2 * dorsal
    mask = np.zeros(pose.size[::-1], np.uint8)
    cv2.fillPoly(mask, [np.rint(np.concatenate([back, front])).astype(np.int32)], 1)
    for joint in (Joint.EAR, Joint.KNEE, Joint.ANKLE, Joint.FOOT_INDEX):
        for landmark in joint.both:
            cv2.circle(mask, _pixel(pose[landmark]), 2, 1, -1)
    return replace(pose, mask=mask.astype(bool))


def with_body(pose: Pose, limb_width_t: float = LIMB_WIDTH_T) -> Pose:
    """The pose with a body mask of head, trunk and legs, all as thick as a person's thigh."""
    head, shoulders, hips = (pose.middle(j) for j in (Joint.EAR, Joint.SHOULDER, Joint.HIP))
    limbs = [(head, shoulders), (shoulders, hips)]
    for side in Side:
        legs = (Joint.HIP, Joint.KNEE, Joint.ANKLE, Joint.FOOT_INDEX)
        limbs += pairwise([shoulders, pose[Joint.SHOULDER.of(side)]])
        limbs += pairwise([hips, *(pose[joint.of(side)] for joint in legs)])
    mask = np.zeros(pose.size[::-1], np.uint8)
    width = max(1, round(limb_width_t * TRUNK_M * _pixels_per_metre(pose)))
    for start, end in limbs:
        cv2.line(mask, _pixel(start), _pixel(end), 1, width)
    return replace(pose, mask=mask.astype(bool))


def _pixels_per_metre(pose: Pose) -> float:
    spread_px, spread_m = (np.ptp(p, axis=0).max() for p in (pose.points, pose.world[:, :2]))
    return float(spread_px / spread_m)


def _pixel(point: np.ndarray) -> tuple[int, int]:
    x, y = (round(float(v)) for v in point)
    return x, y


def sight(pose: Pose, front: Side | None = None, upright: Upright | None = None) -> Sight:
    """What a measure looks at, when this is the first pose."""
    view = ViewTracker().observe(pose)
    assert view is not None
    return Sight(pose, view, front, upright or Upright())


def clip(
    figure: Figure,
    seconds: float = 3.0,
    yaw_deg: float = 90.0,
    *,
    start_s: float = 0.0,
    fps: float = 12.0,
    size: tuple[int, int] = (320, 240),
    pitch_deg: float = 0.0,
) -> list[Pose]:
    """Somebody who keeps still; in small pictures, because reading masks takes time."""
    pose = with_body(seen(figure, yaw_deg, size=size, pitch_deg=pitch_deg))
    return [replace(pose, time_s=start_s + i / fps) for i in range(round(seconds * fps))]


@cache
def by_rules_alone(stretch_id: str) -> Stretch:
    """A built-in stretch as somebody's own: the classifier, which knows people, is not asked."""
    return built_in(stretch_id).model_copy(update={"id": f"my_{stretch_id}"})


ALL_BY_RULES = tuple(map(by_rules_alone, BUILT_IN))


def assessed(
    poses: Iterable[Pose], stretches: Sequence[Stretch] = ALL_BY_RULES, side: Side | None = None
) -> list[Assessment]:
    """The assessments of a clip; without named stretches all built-in ones are looked for."""
    assessor = Assessor(stretches, side)
    return [assessor.assess(pose, pose.time_s) for pose in poses]


def clocked(assessments: Iterable[Assessment]) -> HoldClock:
    """The hold clock after these assessments."""
    clock = HoldClock()
    for assessment in assessments:
        clock.observe(assessment)
    return clock


def summed_up(
    assessments: Sequence[Assessment], *, still: bool = False, named: bool = False
) -> ClipResult:
    """The result of a clip."""
    summary = Summary(still=still, named=named)
    for assessment in assessments:
        summary.add(assessment)
    frames = len(assessments)
    part = ClipPart(
        path="clip.mp4",
        frames=frames,
        frames_analyzed=frames,
        duration_s=frames / 12,
        fps=12.0,
        size=(640, 480),
        truncated=False,
    )
    return summary.result(part, ModelPart(file="pose.task", sha256="0" * 64))


def lunge(knee: float = 90.0, lean: float = 0.0, front: Side = Side.LEFT) -> Figure:
    """A half-kneeling lunge with the front thigh level and a given angle of the front knee."""
    return Figure(
        trunk_lean=lean,
        thigh={front: (0.0, 0.0), front.other: (-95.0, 0.0)},
        shin={front: (180.0 + knee, 0.0), front.other: (180.0, 0.0)},
    )


def bridge(hip: float = 175.0, knee: float = 80.0, shoulder_to_hip_rise: float = 20.0) -> Figure:
    """A bridge with a given signed hip angle; the trunk rises from the shoulders to the hips."""
    thigh = shoulder_to_hip_rise + 180.0 - hip
    return Figure(
        trunk_lean=-90.0 - shoulder_to_hip_rise,
        thigh=dict.fromkeys(Side, (thigh, 0.0)),
        shin=dict.fromkeys(Side, (thigh + 180.0 + knee, 0.0)),
    )


def lying_flat() -> Figure:
    """On the back with bent knees and the hips on the floor."""
    return bridge(hip=125.0, knee=80.0, shoulder_to_hip_rise=0.0)


def butterfly(lean: float = 0.0, knee_rise: float = 0.0, outward: float = 60.0) -> Figure:
    """Seated, soles together near the hips."""
    return Figure(
        trunk_lean=lean,
        thigh=dict.fromkeys(Side, (knee_rise, outward)),
        shin=dict.fromkeys(Side, (-knee_rise, outward - 155.0)),
    )


def diamond(lean: float = 0.0) -> Figure:
    """Seated, soles together further away."""
    return Figure(
        trunk_lean=lean,
        thigh=dict.fromkeys(Side, (5.0, 48.0)),
        shin=dict.fromkeys(Side, (-10.0, -28.0)),
    )


def pigeon(back_knee: float = 175.0, lean: float = 10.0, front: Side = Side.LEFT) -> Figure:
    """Front shin across the mat, rear leg straight behind."""
    return Figure(
        trunk_lean=lean,
        thigh={front: (-8.0, 38.0), front.other: (-10.0, 180.0)},
        shin={front: (0.0, -67.0), front.other: (180.0 - back_knee - 10.0, 180.0)},
    )


STANDING = Figure()

SITTING_ON_A_CHAIR = Figure(thigh=dict.fromkeys(Side, (0.0, 0.0)))

PLANK = Figure(
    trunk_lean=80.0,
    thigh=dict.fromkeys(Side, (-10.0, 180.0)),
    shin=dict.fromkeys(Side, (-10.0, 180.0)),
)

WALKING = Figure(
    thigh={Side.LEFT: (-70.0, 0.0), Side.RIGHT: (-110.0, 0.0)},
    shin={Side.LEFT: (-85.0, 0.0), Side.RIGHT: (-125.0, 0.0)},
)


def pigeon_with_a_lost_leg() -> Pose:
    """Seen from the side, the leg behind put ahead by the model; the near thigh 0.95 T long."""
    figure = Figure(
        trunk_lean=8,
        thigh={Side.LEFT: (-15, 0), Side.RIGHT: (-10, 40)},
        shin={Side.LEFT: (0, -130), Side.RIGHT: (0, -130)},
    )
    pose = seen(figure)
    ahead = np.array([pose.walking_direction[0] * 0.07, 0.0])
    points, world = pose.points.copy(), pose.world.copy()
    for joint in LOWER_LEG:
        world[joint.of(Side.LEFT), :2] += ahead
        points[joint.of(Side.LEFT)] += ahead * pose.size[1] / 3
    return with_body(replace(pose, points=points, world=world))
