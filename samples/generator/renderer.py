"""Draws people in a room with moderngl on EGL; no window and no GPU needed.

Ten directional lights share one atlas of depth maps: soft shadows and ambient occlusion.
"""

from __future__ import annotations

import math
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import moderngl
import numpy as np
from numpy.typing import NDArray

from samples.generator.kinematics import UP, Matrix, Vector
from samples.generator.scene import Camera, Mesh, Room, look_along
from samples.generator.wardrobe import DressedBody, Outfit

Image = NDArray[np.uint8]

SHADERS = Path(__file__).parent / "shaders"
VERTEX_LAYOUT = "3f 3f 3f 1f 1f"
VERTEX_NAMES = ("in_position", "in_normal", "in_reference", "in_lips", "in_material")
BYTES_AFTER_POSITION = "32x"
ATLAS_TILES = 4
MOST_LIGHTS = 10  # keep in step with shaders/scene.frag
SHADOW_RADIUS_M = 1.5
SHADOW_REACH_M = 1.9
SKY_COLOUR = np.array([0.86, 0.93, 1.0])


class Person(NamedTuple):
    """A person to draw: the posed mesh and its colours."""

    mesh: Mesh
    dressed: DressedBody


class Light(NamedTuple):
    """A directional light: the direction to it, and its colour."""

    direction: Vector
    colour: NDArray[np.float64]


class Effort(NamedTuple):
    """The effort for a picture: lights, pixels per side of their depth maps, samples per pixel."""

    key_lights: int
    sky_lights: int
    tile_size: int
    samples: int


FULL = Effort(key_lights=4, sky_lights=6, tile_size=512, samples=4)
QUICK = Effort(key_lights=1, sky_lights=1, tile_size=256, samples=0)


class Renderer:
    """The owner of the GL context; use it in a `with` block."""

    def __init__(self, size: tuple[int, int], effort: Effort = FULL) -> None:
        self.size = size
        self.effort = effort
        self._context = moderngl.create_context(standalone=True, backend="egl")  # type: ignore[arg-type]
        self._context.enable(moderngl.DEPTH_TEST)
        self._scene = self._program("scene.vert", "scene.frag")
        self._depth = self._program("depth.vert", "depth.frag")
        self._samples = self._context.framebuffer(
            [self._context.renderbuffer(size, 4, samples=effort.samples)],
            self._context.depth_renderbuffer(size, samples=effort.samples),
        )
        self._picture = self._context.framebuffer([self._context.texture(size, 4)])
        side = ATLAS_TILES * effort.tile_size
        self._atlas = self._context.depth_texture((side, side))
        self._atlas.compare_func = "<="
        self._atlas.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._shadows = self._context.framebuffer(depth_attachment=self._atlas)

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.release()

    def _program(self, vertex: str, fragment: str) -> moderngl.Program:
        return self._context.program(
            vertex_shader=(SHADERS / vertex).read_text(),
            fragment_shader=(SHADERS / fragment).read_text(),
        )

    def render(
        self, people: list[Person], props: Mesh, camera: Camera, room: Room, brightness: float
    ) -> Image:
        """The picture (height, width, RGB) of the people, the first of them in the middle."""
        with self._context:  # another renderer may have made its context current
            return self._rendered(people, props, camera, room, brightness)

    def _rendered(
        self, people: list[Person], props: Mesh, camera: Camera, room: Room, brightness: float
    ) -> Image:
        lights = room_lights(room, camera, brightness, self.effort)
        centre = people[0].mesh.positions.mean(axis=0)
        light_matrices = [_light_matrix(light, centre) for light in lights]
        meshes = [person.mesh for person in people]
        self._draw_shadows([*meshes, props], light_matrices)
        self._set_scene(camera, room, lights, light_matrices, brightness)
        _write(self._scene, "shadow_centre", centre)
        self._scene["shadow_reach"] = SHADOW_REACH_M
        self._samples.use()
        self._samples.clear(0.7 * brightness, 0.7 * brightness, 0.7 * brightness, 1.0)
        self._draw(props)
        for person in people:
            self._set_person(person.dressed)
            self._draw(person.mesh)
        self._context.copy_framebuffer(self._picture, self._samples)
        width, height = self.size
        raw = np.frombuffer(self._picture.read(components=3), np.uint8)
        return np.ascontiguousarray(raw.reshape(height, width, 3)[::-1])

    def _draw(self, mesh: Mesh) -> None:
        vertices = self._context.buffer(mesh.vertex_buffer())
        indices = self._context.buffer(mesh.index_buffer())
        content: list[Any] = [(vertices, VERTEX_LAYOUT, *VERTEX_NAMES)]
        array = self._context.vertex_array(self._scene, content, indices)
        array.render()
        for resource in (array, vertices, indices):
            resource.release()

    def _draw_shadows(self, meshes: list[Mesh], light_matrices: list[Matrix]) -> None:
        everything = Mesh.joined(meshes)
        vertices = self._context.buffer(everything.vertex_buffer())
        indices = self._context.buffer(everything.index_buffer())
        layout = f"3f {BYTES_AFTER_POSITION}"
        array = self._context.vertex_array(
            self._depth, [(vertices, layout, "in_position")], indices
        )
        self._shadows.use()
        self._shadows.viewport = (0, 0, *self._atlas.size)
        self._shadows.clear(depth=1.0)
        for index, matrix in enumerate(light_matrices):
            row, column = divmod(index, ATLAS_TILES)
            tile = self.effort.tile_size
            self._shadows.viewport = (column * tile, row * tile, tile, tile)
            _write(self._depth, "view_projection", matrix.T)
            array.render()
        for resource in (array, vertices, indices):
            resource.release()

    def _set_scene(
        self,
        camera: Camera,
        room: Room,
        lights: list[Light],
        light_matrices: list[Matrix],
        brightness: float,
    ) -> None:
        to_texture = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1]])
        program = self._scene
        _write(program, "view_projection", camera.view_projection.T)
        program["lights"] = len(lights)
        _write(program, "light_matrices", _filled([(to_texture @ m).T for m in light_matrices]))
        _write(program, "light_directions", _filled([light.direction for light in lights]))
        _write(program, "light_colours", _filled([light.colour for light in lights]))
        _write(program, "eye", camera.eye)
        for name in ("mat", "floor", "wall", "fabric"):
            _write(program, f"{name}_colour", np.array(getattr(room, name)))
        program["boards"] = float(room.boards)
        program["ambient"] = brightness
        self._atlas.use(0)
        program["shadow_atlas"] = 0

    def _set_person(self, dressed: DressedBody) -> None:
        outfit: Outfit = dressed.outfit
        for name in ("skin", "shirt", "legs", "hair", "feet"):
            _write(self._scene, f"{name}_colour", np.array(getattr(outfit, name)))
        _write(self._scene, "left_eyeball", dressed.left_eyeball)
        self._scene["sleeve_end"] = outfit.sleeve_end
        self._scene["trouser_end"] = outfit.trouser_end
        self._scene["sock_top"] = -0.66


def room_lights(
    room: Room, camera: Camera, brightness: float, effort: Effort = FULL
) -> list[Light]:
    """A ring of key lights (a large window) and a dome of sky, placed as the camera sees them."""
    away = camera.eye - camera.target
    azimuth = math.degrees(math.atan2(away[1], away[0]))
    key = np.array(room.key) * (0.93 / effort.key_lights) * brightness
    sky = SKY_COLOUR * (0.62 / effort.sky_lights) * brightness
    lights = []
    for index in range(effort.key_lights):
        turn = 2 * math.pi * index / effort.key_lights
        bearing = azimuth + room.key_from_deg + 14 * math.cos(turn)
        lights.append(Light(_toward(bearing, 48 + 9 * math.sin(turn)), key))
    for index in range(effort.sky_lights):
        bearing = azimuth + 360 / effort.sky_lights * index + 17
        lights.append(Light(_toward(bearing, (28, 62)[index % 2]), sky))
    return lights


def _filled(values: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """As many as the shader has room for, the rest zero."""
    filled = np.zeros((MOST_LIGHTS, *values[0].shape))
    filled[: len(values)] = values
    return filled


def _toward(bearing_deg: float, elevation_deg: float) -> Vector:
    bearing, elevation = math.radians(bearing_deg), math.radians(elevation_deg)
    level = math.cos(elevation)
    return np.array([level * math.cos(bearing), level * math.sin(bearing), math.sin(elevation)])


def _light_matrix(light: Light, centre: Vector) -> Matrix:
    """World to the clip coordinates of a light's depth map."""
    near, far = 0.1, 8.0
    box = np.diag([1 / SHADOW_RADIUS_M, 1 / SHADOW_RADIUS_M, -2 / (far - near), 1.0])
    box[2, 3] = -(far + near) / (far - near)
    return box @ look_along(centre + 4 * light.direction, -light.direction, UP)


def _write(program: moderngl.Program, name: str, values: NDArray[np.float64]) -> None:
    member = program[name]
    assert isinstance(member, moderngl.Uniform), name
    member.write(np.ascontiguousarray(values, dtype=np.float32).tobytes())
