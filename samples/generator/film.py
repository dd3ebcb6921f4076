"""Films a clip of the catalogue: pictures and truth."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from samples.generator import expectations
from samples.generator.body import Body, Side
from samples.generator.catalogue import Actor, Clip, Prop
from samples.generator.encode import with_sensor_noise, write_h264
from samples.generator.kinematics import Vector
from samples.generator.motion import Moment, Motion
from samples.generator.poses.pigeon import FOOT_HELD
from samples.generator.renderer import Image, Person, Renderer
from samples.generator.scene import (
    LIGHT_LEVELS,
    ROOMS,
    Camera,
    Mesh,
    box_mesh,
    chair_mesh,
    room_mesh,
)
from samples.generator.truth import (
    RATIOS,
    Measures,
    Skeleton,
    in_position,
    true_measures,
    upright_ear_angle,
)
from samples.generator.truth_file import Row, write_truth
from samples.generator.wardrobe import OUTFITS, DressedBody

NOISE = {"bright": 1.2, "dim": 2.0, "dark": 3.0}
TRUTH_JOINTS = (
    "head",
    *(s.joint(j) for s in Side for j in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")),
)
DEGREE_DECIMALS, RATIO_DECIMALS = 1, 3
ALWAYS_TOLD = ("trunk_lean", "spine_flexion")
TOLD_OF = {
    "bridge": ("knee_angle", "hip_angle_signed", "knee_tracking", "feet_width", "pelvis_tilt"),
    "half_kneeling_lunge": (
        *("knee_angle", "hip_angle_signed", "hip_extension", "shin_lean", "knee_height"),
        "thigh_elevation",
    ),
    "pigeon": ("knee_angle", "hip_angle_signed", "thigh_elevation", "hip_line_tilt"),
    "butterfly": (
        *("trunk_side_lean", "ankle_gap", "knee_height_difference", "heel_distance"),
        *("thigh_elevation", "head_drop"),
    ),
    "seated_hip": (
        *("trunk_side_lean", "ankle_gap", "heel_distance", "head_drop", "thigh_elevation"),
        "knee_height_difference",
    ),
    "": ("knee_angle", "hip_angle_signed"),
}


@dataclass
class Performer:
    """An actor, ready to be posed at any time."""

    actor: Actor
    motion: Motion = field(init=False)
    dressed: DressedBody = field(init=False)
    _moments: dict[float, Moment] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        body = Body(self.actor.body)
        self.motion = Motion(body, self.actor.keys, self.actor.bounce)
        self.dressed = DressedBody(body, OUTFITS[self.actor.outfit])

    def at(self, time_s: float) -> Moment:
        """The pose at a time; kept, as the picture and the truth both need it."""
        if time_s not in self._moments:
            self._moments[time_s] = self.motion.at(time_s)
        return self._moments[time_s]

    def person(self, time_s: float) -> Person:
        """The person at a time, ready to be drawn."""
        return Person(self.dressed.mesh(self.at(time_s).pose), self.dressed)


class Film:
    """One clip, frame by frame: pictures and truth."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.lead = Performer(clip.person)
        self.second = Performer(clip.second) if clip.second else None
        self._pictures: dict[bytes, Image] = {}

    @property
    def body(self) -> Body:
        """The body of the person who stretches."""
        return self.lead.dressed.body

    @cached_property
    def camera(self) -> Camera:
        """The camera, which looks at the middle of the person at the end of the clip."""
        view = self.clip.view
        target = self._middle_of_person() if view.look_at is None else np.array(view.look_at)
        place = view.yaw, view.near, view.distance, view.height, view.roll
        return Camera.around(target, *place, size=self.clip.size)

    def _middle_of_person(self) -> Vector:
        joints = self.body.joints(self.lead.at(self.clip.seconds).pose)
        points = np.array(list(joints.values()))
        return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)

    @cached_property
    def props(self) -> Mesh:
        """The room and its furniture."""
        room = room_mesh(ROOMS[self.clip.room], self.camera)
        return Mesh.joined([room, _prop_mesh(self.clip.prop)]) if self.clip.prop else room

    def image(self, renderer: Renderer, index: int) -> Image:
        """One frame."""
        time_s = index / self.clip.fps
        people = [self.lead.person(time_s)]
        if self.second is not None:
            people.append(self.second.person(time_s))
        seed = zlib.crc32(self.clip.name.encode()) + index
        return with_sensor_noise(self._picture(renderer, people), NOISE[self.clip.light], seed)

    def _picture(self, renderer: Renderer, people: list[Person]) -> Image:
        """Each pose is drawn once: somebody who holds still returns to it with every breath."""
        shapes = [np.round(person.mesh.positions, 6).tobytes() for person in people]
        key = hashlib.sha256(b"".join(shapes)).digest()
        if key not in self._pictures:
            brightness = LIGHT_LEVELS[self.clip.light]
            room = ROOMS[self.clip.room]
            picture = renderer.render(people, self.props, self.camera, room, brightness)
            self._pictures[key] = picture
        return self._pictures[key]

    def images(self, renderer: Renderer) -> Iterator[Image]:
        """All frames."""
        for index in range(self.clip.frame_count):
            yield self.image(renderer, index)

    # --- truth ----------------------------------------------------------------------------------

    @property
    def view_kind(self) -> str:
        """Side, oblique, front, back, or feet for somebody lying with their feet to the camera."""
        yaw = self.clip.view.yaw
        if 65 <= yaw <= 115:
            return "side"
        if 25 < yaw < 155:
            return "oblique"
        lying = self.clip.person.keys[-1].posture in ("bridge", "lying_flat")
        if yaw <= 25:
            return "feet" if lying else "front"
        return "back"

    def truth(self) -> dict[str, Any]:
        """The content of the truth file."""
        ear_angle = upright_ear_angle(self.body)
        frames, moments = [], []
        for index in range(self.clip.frame_count):
            time_s = index / self.clip.fps
            moment = self.lead.at(time_s)
            skeleton = Skeleton.of(self.body.joints(moment.pose))
            measures = true_measures(skeleton, moment.pose, ear_angle)
            moments.append(self._moment(time_s, moment, skeleton, measures))
            frames.append(self._frame(moments[-1], skeleton))
        return {**self._about(), "expected": self._expected(moments), "frames": frames}

    def _moment(
        self, time_s: float, moment: Moment, skeleton: Skeleton, measures: Measures
    ) -> expectations.Moment:
        stretch = self.clip.stretch
        return expectations.Moment(
            time_s=time_s,
            measures=measures,
            in_position=bool(stretch)
            and in_position(str(stretch), skeleton, measures, moment.front),
            front=moment.front,
            seen=frozenset(name for name in skeleton.joints if self._sees(skeleton, name)),
        )

    def _sees(self, skeleton: Skeleton, joint: str) -> bool:
        x, y = self.camera.project(skeleton(joint))
        width, height = self.clip.size
        hidden = self.clip.prop is not None and joint in self.clip.prop.hides
        return 0 <= x < width and 0 <= y < height and not hidden

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """The measures of the truth file; from hand to foot only where a hand holds a foot."""
        holds_foot = any(key.parameters.get("hands") in FOOT_HELD for key in self.clip.person.keys)
        of_hand = ("hand_to_foot",) if holds_foot else ()
        return (*ALWAYS_TOLD, *TOLD_OF[self.clip.stretch or ""], *of_hand)

    def _frame(self, moment: expectations.Moment, skeleton: Skeleton) -> Row:
        return {
            "in_position": moment.in_position,
            "front": moment.front.value if moment.front else None,
            "measures": {name: _rounded(name, moment.measures[name]) for name in self._told},
            "joints2d": {name: self._pixel(skeleton(name)) for name in TRUTH_JOINTS},
        }

    def _pixel(self, joint: Vector) -> dict[str, int]:
        x, y = self.camera.project(joint)
        return {"x": round(float(x)), "y": round(float(y))}

    def _about(self) -> dict[str, Any]:
        clip, camera = self.clip, self.camera
        return {
            "clip": clip.name,
            "about": clip.about,
            "fps": clip.fps,
            "frame_count": clip.frame_count,
            "size": list(clip.size),
            "body": {
                "name": clip.person.body,
                "outfit": clip.person.outfit,
                "height_m": round(self.body.height, 2),
                "trunk_m": round(self.body.trunk_length, 3),
            },
            "camera": {
                "eye": np.round(camera.eye, 3).tolist(),
                "target": np.round(camera.target, 3).tolist(),
                "fovy_deg": camera.fovy_deg,
                "roll_deg": camera.roll_deg,
            },
            "room": clip.room,
            "light": clip.light,
            "view": self.view_kind,
            "yaw_deg": clip.view.yaw,
            "near_side": clip.view.near.value,
        }

    def _expected(self, moments: list[expectations.Moment]) -> dict[str, Any]:
        stretch = self.clip.stretch
        if stretch is None:
            return {
                **{"stretch": None, "side": None, "sides": [], "checks": {}},
                **{"in_position": [], "good_hold_s": 0.0},
            }
        sight = expectations.Sight(self.view_kind, self.clip.view.near, self.clip.fps)
        sides = _front_sides(moments)
        return {
            "stretch": stretch,
            "side": sides[0] if sides else "both",
            "sides": sides,
            "checks": expectations.expected_checks(stretch, moments, sight),
            "in_position": expectations.in_position_spans(moments, self.clip.fps),
            "good_hold_s": round(expectations.good_hold_seconds(stretch, moments, sight), 2),
        }


def make(clip: Clip, folder: Path, truth_only: bool = False) -> None:
    """Write NAME.mp4 and NAME.json."""
    film = Film(clip)
    folder.mkdir(parents=True, exist_ok=True)
    write_truth(folder / f"{clip.name}.json", film.truth())
    if truth_only:
        return
    unfinished = folder / f"{clip.name}.unfinished.mp4"
    with Renderer(clip.size) as renderer:
        write_h264(unfinished, film.images(renderer), clip.fps, clip.size)
    unfinished.replace(folder / f"{clip.name}.mp4")


def _front_sides(moments: list[expectations.Moment]) -> list[str]:
    """The front legs in the order in which they were in front, in position."""
    fronts = [m.front.value for m in moments if m.in_position and m.front is not None]
    return list(dict.fromkeys(fronts))


def _rounded(name: str, value: float | dict[str, float]) -> float | dict[str, float]:
    if isinstance(value, dict):
        return {side: _short(name, part) for side, part in value.items()}
    return _short(name, value)


def _short(name: str, value: float) -> float:
    return round(float(value), RATIO_DECIMALS if name in RATIOS else DEGREE_DECIMALS)


def _prop_mesh(prop: Prop) -> Mesh:
    position = np.array([prop.x, prop.y, 0.0])
    if prop.kind == "chair":
        return chair_mesh(position, prop.heading)
    if prop.kind == "box":
        return box_mesh(position, prop.size, prop.heading)
    raise ValueError(f"{prop.kind!r} is neither a chair nor a box")
