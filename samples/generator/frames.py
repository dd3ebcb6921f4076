"""Single frames to train on: `python -m samples.generator.frames --count N --seed S --out FILE`.

Each frame is somebody in some pose, seen from somewhere, with what MediaPipe makes of the picture
and the truth. Frames depend on the seed and their index alone.
"""

from __future__ import annotations

import argparse
import copy
import math
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise, starmap
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.generator.bake import PERSONS
from samples.generator.body import Body, Joints, Pose, Shape, Side, blend_poses
from samples.generator.encode import with_sensor_noise
from samples.generator.kinematics import Vector, point
from samples.generator.poses import POSTURES
from samples.generator.poses.figure import FigureParameters, figures
from samples.generator.poses.variants import variants
from samples.generator.renderer import QUICK, Image, Person, Renderer
from samples.generator.scene import ROOMS, Camera, Colour, Room, room_mesh
from samples.generator.truth import STRETCHES, Skeleton, stretches_of
from samples.generator.wardrobe import BROWN, DARK, LIGHT, OLIVE, OUTFITS, PALE, DressedBody, Outfit

MODEL = Path(__file__).parents[2] / "models" / "pose_landmarker_full.task"
SIZES = ((384, 288), (384, 288), (416, 312), (288, 384))
POSITIVES, BETWEEN = 0.45, 0.10
PLAIN = {"walking": 1, "chair": 2, "plank": 1, "lying_flat": 1}
"""Negatives with a posture class, and how often each is drawn for every figure."""
UPRIGHT = ("standing", "half_squat", "deep_squat", "chair_leaning", "rising_from_chair")
UPRIGHT_SHARE = 0.2
"""How often a negative is somebody on the feet or on a chair, besides the share of the figures."""

VIEWS = 3
"""From how many sides each person in a pose is seen: drawing them takes longer than a picture."""

MOST_TRIES = 40
BAKED, MIXED, MIXED_PERSONS = 0.25, "mixed_", 48
"""How often a baked person is drawn; and the others: mixtures of the baked ones."""

ALIKE = 0.5
"""How alike the mixtures are: below 1 each has most of two or three persons."""

LOOKS, BETWEEN_LOOKS_MS, BETWEEN_FRAMES_MS = 3, 33, 5000
"""How often the model looks at a picture, and the times it is told: far enough apart that landmarks
are not smoothed from one person to the next. Of the person before only the running mean of the
visibility is left, which nothing learns from."""

GREY = 128
"""The level of the empty picture between two people."""

NONE = "none"

Row = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What somebody does in a frame."""

    body: Body
    name: str
    pose: Pose
    label: str
    side: str


# --- poses ----------------------------------------------------------------------------------------


def drawn_act(chance: Random) -> Act:
    """A stretch, something else, or the way from one pose to another."""
    kind = chance.random()
    for _ in range(MOST_TRIES):
        body = _body(_somebody(chance))
        try:
            if kind < POSITIVES:
                act = _stretch(chance, body)
            elif kind < POSITIVES + BETWEEN:
                act = _between(chance, body)
            else:
                act = _other(chance, body)
        except ValueError:  # angles that no body can have together
            continue
        if act is not None:
            return act
    raise RuntimeError("No pose found: the ranges of figures.toml or variants.toml are too tight.")


def _stretch(chance: Random, body: Body) -> Act | None:
    stretch = chance.choice(sorted(STRETCHES))
    variant = chance.choice([v for v in variants() if v.stretch == stretch])
    parameters = variant.drawn(chance)
    pose = loosened(_posed(body, variant.posture, parameters), chance)
    front = parameters.get("front")
    if stretches_of(body, pose).get(stretch, ()) != ((front,) if front else tuple(Side)):
        return None
    return Act(body, f"{stretch}/{variant.name}", pose, stretch, front.value if front else "")


def _other(chance: Random, body: Body) -> Act | None:
    name, pose = _negative(chance, body)
    pose = loosened(pose, chance)
    return None if stretches_of(body, pose) else Act(body, name, pose, NONE, "")


def _between(chance: Random, body: Body) -> Act | None:
    """Labelled by the truth alone."""
    (first, start), (last, end) = (_any(chance, body) for _ in range(2))
    turn = chance.uniform(-60, 60)
    pose = blend_poses(start, end.turned(turn), chance.uniform(0.12, 0.88))
    pose = pose.shifted(point(0, 0, -body.lowest(pose, "no_arms")))
    found = stretches_of(body, pose)
    if len(found) > 1:
        return None
    label = next(iter(found), NONE)
    sides = found.get(label, ())
    side = sides[0].value if len(sides) == 1 else ""
    return Act(body, f"{first}>{last}", pose, label, side)


def _any(chance: Random, body: Body) -> tuple[str, Pose]:
    if chance.random() < 0.5:
        return _negative(chance, body)
    variant = chance.choice(variants())
    return variant.name, _posed(body, variant.posture, variant.drawn(chance))


def _negative(chance: Random, body: Body) -> tuple[str, Pose]:
    upright = chance.random() < UPRIGHT_SHARE
    name = chance.choice(UPRIGHT if upright else [*figures(), *PLAIN])
    if name in PLAIN:
        parameters = {"steps": chance.uniform(0, 4)} if name == "walking" else {}
        return name, _posed(body, name, parameters)
    lead = chance.choice(list(Side))
    drawn = FigureParameters(name, f"{chance.random()}", lead)
    kind, _ = POSTURES["figure"]
    return name, kind(body, drawn).held


def _posed(body: Body, posture: str, parameters: Mapping[str, Any]) -> Pose:
    kind, values = POSTURES[posture]
    return kind(body, values(**parameters)).held


def loosened(pose: Pose, chance: Random) -> Pose:
    """The pose with small differences: the head looks somewhere, the trunk yields."""
    trunk = pose.trunk
    looks = chance.random() < 0.4
    trunk = replace(
        trunk,
        twist=trunk.twist + chance.gauss(0, 3),
        side_bend=trunk.side_bend + chance.gauss(0, 2.5),
        neck_flexion=trunk.neck_flexion + chance.gauss(0, 7),
        neck_turn=trunk.neck_turn + (chance.uniform(-60, 60) if looks else chance.gauss(0, 6)),
    )
    return replace(pose, trunk=trunk)


def _somebody(chance: Random) -> str:
    """One of the baked persons, or somebody between them."""
    if chance.random() < BAKED:
        return chance.choice(sorted(PERSONS))
    return f"{MIXED}{chance.randrange(MIXED_PERSONS)}"


@cache
def _body(name: str) -> Body:
    if not name.startswith(MIXED):
        return Body(name)
    chance = Random(name)
    drawn = {person: chance.gammavariate(ALIKE, 1) for person in sorted(PERSONS)}
    whole = sum(drawn.values())
    return Body(name, Shape.mixed({person: share / whole for person, share in drawn.items()}))


# --- looks ----------------------------------------------------------------------------------------


@cache
def _wardrobe(body: str, outfit: str) -> DressedBody:
    return DressedBody(_body(body), OUTFITS[outfit])


def _dressed(chance: Random, body: str) -> DressedBody:
    """Random clothes in random colours."""
    dressed = copy.copy(_wardrobe(body, chance.choice(sorted(OUTFITS))))
    skin = chance.choice((PALE, LIGHT, OLIVE, BROWN, DARK))
    outfit: Outfit = replace(
        dressed.outfit,
        skin=skin,
        shirt=skin if chance.random() < 0.06 else _colour(chance),
        legs=_colour(chance, chance.choice((0.15, 0.6))),
        feet=skin if chance.random() < 0.6 else dressed.outfit.feet,
    )
    dressed.outfit = outfit
    return dressed


def _colour(chance: Random, most: float = 0.7) -> Colour:
    level, tint = chance.uniform(0.02, most), chance.uniform(0.1, 0.9)
    red, green, blue = (level * (1 - tint * chance.random()) for _ in range(3))
    return red, green, blue


def drawn_scene(seed: str, number: int) -> tuple[Act, Joints, Person]:
    """What somebody does, where their joints are then, and how they look."""
    chance = Random(f"{seed} scene {number}")
    act = drawn_act(chance)
    dressed = _dressed(chance, act.body.name)
    return act, act.body.joints(act.pose), Person(dressed.mesh(act.pose), dressed)


def _room(chance: Random) -> Room:
    room = ROOMS[chance.choice(sorted(ROOMS))]
    return replace(
        room,
        floor=_colour(chance, 0.6),
        wall=_colour(chance, 0.85),
        mat=_colour(chance, 0.5),
        fabric=_colour(chance, 0.4),
        key_from_deg=chance.uniform(-70, 70),
    )


def _camera(chance: Random, joints: NDArray[np.float64], size: tuple[int, int]) -> Camera:
    """A camera anywhere around the person, who fills more or less of the picture or is cut off."""
    middle = (joints.min(axis=0) + joints.max(axis=0)) / 2
    cut = chance.random() < 0.15
    distance = chance.uniform(1.8, 4.3)
    astray = 0.06 * distance * np.array([chance.uniform(-1, 1) for _ in range(3)])
    place = chance.uniform(0, 360), Side.LEFT, distance, chance.uniform(0.3, 1.8)
    camera = Camera.around(middle + astray, *place, roll_deg=chance.uniform(-5, 5), size=size)
    middle_of_picture = np.array(size) / 2
    places = np.array([camera.project(joint) for joint in joints])
    reach = float((np.abs(places - middle_of_picture) / middle_of_picture).max())
    fill = chance.uniform(0.95, 1.4) if cut else chance.uniform(0.5, 0.93)
    half = math.tan(math.radians(camera.fovy_deg) / 2) * reach / fill
    return replace(camera, fovy_deg=min(65.0, 2 * math.degrees(math.atan(half))))


def yaw_deg(camera: Camera, skeleton: Skeleton, middle: Vector) -> float:
    """Where the camera stands: 0 before the pelvis, positive on the person's left; -180 to 180."""
    away = camera.eye - middle
    return math.degrees(math.atan2(away @ skeleton.leftward, away @ skeleton.forward))


# --- frames ---------------------------------------------------------------------------------------


class Studio:
    """Draws frames and looks at them with MediaPipe; use it in a `with` block."""

    def __init__(self) -> None:
        self._renderers = {size: Renderer(size, QUICK) for size in dict.fromkeys(SIZES)}
        self._landmarker = _landmarker()
        self._time_ms = 0
        self._scene_of = lru_cache(maxsize=1)(drawn_scene)

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._landmarker.close()
        for renderer in self._renderers.values():
            renderer.__exit__(None, None, None)

    def frame(self, seed: str, index: int) -> Row:
        """What is known of one frame."""
        return self.picture_and_row(seed, index)[1]

    def picture_and_row(self, seed: str, index: int) -> tuple[Image, Row]:
        """One frame, and what is known of it."""
        act, joints, person = self._scene_of(seed, index // VIEWS)
        chance = Random(f"{seed} {index}")
        places = np.array(list(joints.values()))
        size = chance.choice(SIZES)
        camera = _camera(chance, places, size)
        picture = self._picture(chance, person, camera)
        skeleton = Skeleton.of(joints)
        truth = {
            "label": act.label,
            "pose": act.name,
            "side": act.side,
            "body": act.body.name,
            "size": size,
            "yaw": yaw_deg(camera, skeleton, skeleton.middle("hip")),
            "eye": camera.eye,
            "fovy": camera.fovy_deg,
            "roll": camera.roll_deg,
            "joints": places,
            "joints2d": np.array([camera.project(place) for place in places]),
            "index": index,
        }
        return picture, {**truth, **self._seen(picture)}

    def _picture(self, chance: Random, person: Person, camera: Camera) -> Image:
        room = _room(chance)
        brightness = chance.choice((1.0, 1.0, 0.8, 0.45, 0.25))
        props = room_mesh(room, camera, chance.choice((0.0, 0.0, 90.0, chance.uniform(0, 180))))
        renderer = self._renderers[camera.size]
        picture = renderer.render([person], props, camera, room, brightness)
        return with_sensor_noise(picture, chance.uniform(0.5, 3.0), chance.randrange(2**31))

    def _seen(self, picture: Image) -> Row:
        """What the model gives at its first look at a picture, and once it has settled on it."""
        self._time_ms += BETWEEN_FRAMES_MS
        self._look(np.full_like(picture, GREY))  # nobody: the next person is searched for
        first, *_, settled = (self._look(picture) for _ in range(LOOKS))
        return {**first, **{f"settled_{name}": value for name, value in settled.items()}}

    def _look(self, picture: Image) -> Row:
        import mediapipe

        self._time_ms += BETWEEN_LOOKS_MS
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
        result = self._landmarker.detect_for_video(image, self._time_ms)
        height, width = picture.shape[:2]
        if not result.pose_landmarks:
            nothing = np.full((33, 3), np.nan)
            return {
                **{"found": False, "points": nothing[:, :2], "world": nothing},
                **{"visibility": nothing[:, 0], "presence": nothing[:, 0]},
            }
        marks, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return {
            "found": True,
            "points": np.array([(mark.x * width, mark.y * height) for mark in marks]),
            "world": np.array([(mark.x, mark.y, mark.z) for mark in world]),
            "visibility": np.array([mark.visibility for mark in marks]),
            "presence": np.array([mark.presence for mark in marks]),
        }


def _landmarker() -> Any:
    os.environ.setdefault("https_proxy", "http://127.0.0.1:9")  # keeps MediaPipe's telemetry in
    from mediapipe.tasks.python import BaseOptions, vision

    if hasattr(vision.PoseLandmarker, "__del__"):
        del vision.PoseLandmarker.__del__
    return vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(MODEL)),
            running_mode=vision.RunningMode.VIDEO,
        )
    )


def frames(seed: str, indices: Iterable[int]) -> list[Row]:
    """Frames of a seed."""
    with Studio() as studio:
        return [studio.frame(seed, index) for index in indices]


def save(path: Path, rows: list[Row]) -> None:
    """An array for each column; joints are in the order of `joint_names`."""
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    columns = {
        name: column.astype(np.float32) if column.dtype == np.float64 else column
        for name, column in columns.items()
    }
    columns["joint_names"] = np.array(joint_names())
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez_compressed(unfinished, **columns)
    unfinished.replace(path)


def joint_names() -> list[str]:
    """Of the true joints, in their order."""
    body = _body(min(PERSONS))
    return list(body.joints(_posed(body, "standing", {})))


def main() -> None:
    """Draw frames and write them."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator.frames", description=__doc__)
    parser.add_argument("--count", type=int, required=True, help="how many frames")
    parser.add_argument("--seed", required=True, help="another seed draws other frames")
    parser.add_argument("--out", type=Path, required=True, help="the .npz file to write")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    arguments = parser.parse_args()
    ends = [arguments.count * job // arguments.jobs for job in range(arguments.jobs + 1)]
    parts = list(starmap(range, pairwise(ends)))
    if arguments.jobs == 1:
        rows = frames(arguments.seed, parts[0])
    else:
        with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as pool:
            found = pool.map(frames, [arguments.seed] * len(parts), parts)
            rows = [row for part in found for row in part]
    save(arguments.out, rows)


if __name__ == "__main__":
    main()
