"""Clips as people film them: half a minute held, and repetitions, at 30 frames a second.

    python -m benchmarks.speed.holds FOLDER [--heights 720 1080] [--seconds 40]

Whoever holds breathes and sways a little, and the camera has its noise.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samples.generator.body import Side
from samples.generator.catalogue import Actor, Clip, View
from samples.generator.encode import write_h264
from samples.generator.film import Film
from samples.generator.motion import Bounce, Key
from samples.generator.renderer import QUICK, Renderer

FPS = 30
WIDE = 16 / 9
SECONDS = 40.0
WAY_S = 2.0
"""How long the way into the hold takes, and the way out."""

REPETITION_S = 4.0
SWAY_DEG, SWAY_S = 0.5, 2.0


def held(height: int, seconds: float = SECONDS) -> Clip:
    """A half-kneeling lunge from the side: standing, held, standing again."""
    lunge = {"front": Side.LEFT, "front_knee": 90.0, "rear_thigh": 16.0}
    keys = (
        Key(0.0, "standing", {}),
        Key(1.0, "standing", {}),
        Key(1.0 + WAY_S, "half_kneeling_lunge", lunge),
        Key(seconds - 1.0 - WAY_S, "half_kneeling_lunge", lunge),
        Key(seconds - 1.0, "standing", {}),
    )
    sway = Bounce("trunk_lean", SWAY_DEG, SWAY_S, 1.0 + WAY_S, seconds - 1.0 - WAY_S)
    person = Actor("man_30", "red_tight", keys, sway)
    return Clip(
        name=f"held_{height}p",
        about="A lunge that is held.",
        stretch="half_kneeling_lunge",
        person=person,
        view=View(distance=3.6, height=0.8, look_at=(0, 0, 0.8)),
        room="living_room",
        light="bright",
        seconds=seconds,
        fps=FPS,
        size=_size(height),
    )


def repeated(height: int, seconds: float = SECONDS) -> Clip:
    """Bridges, one after the other without a rest."""
    up, down = ({"hip_angle": angle, "knee_angle": 80.0} for angle in (174.0, 110.0))
    halves = int(2 * seconds / REPETITION_S)
    keys = tuple(Key(n * REPETITION_S / 2, "bridge", (down, up)[n % 2]) for n in range(halves + 1))
    return replace(
        held(height, seconds),
        name=f"repeated_{height}p",
        about="Bridges, repeated.",
        stretch="bridge",
        person=Actor("woman_25", "teal_tight", keys),
        view=View(distance=2.5, height=0.6),
    )


def make(folder: Path, clips: Sequence[Clip]) -> list[Path]:
    """Render the clips that are not in the folder yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_made(folder / f"{clip.name}.mp4", clip) for clip in clips]


def _made(path: Path, clip: Clip) -> Path:
    if not path.exists():
        unfinished = path.with_suffix(".unfinished.mp4")
        with Renderer(clip.size, QUICK) as renderer:
            write_h264(unfinished, Film(clip).images(renderer), clip.fps, clip.size)
        unfinished.replace(path)
    return path


def _size(height: int) -> tuple[int, int]:
    return round(height * WIDE / 2) * 2, height


def main() -> None:
    """Render the clips into a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.holds", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heights", type=int, nargs="+", default=[720, 1080])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    wanted = parser.parse_args()
    clips = [kind(h, wanted.seconds) for h in wanted.heights for kind in (held, repeated)]
    for path in make(wanted.folder, clips):
        print(path)


if __name__ == "__main__":
    main()
