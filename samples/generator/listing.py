"""The table of clips in samples/README.md, made from the catalogue, so that the two agree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from samples.generator.catalogue import Clip

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- clips: written by `python -m samples.generator --table` -->"
END = "<!-- end of clips -->"


def clip_table(clips: Mapping[str, Clip]) -> str:
    """A Markdown table with a row for each clip."""
    rows = ["| clip | what it is for | who | camera | room |", "| --- | --- | --- | --- | --- |"]
    rows += [_row(clip) for clip in clips.values()]
    return "\n".join(rows)


def _row(clip: Clip) -> str:
    view = clip.view
    camera = f"{view.yaw:g}° {view.near.value}, {view.distance:g} m away, {view.height:g} m high"
    if view.roll:
        camera += f", tilted {view.roll:g}°"
    room = clip.room if clip.light == "bright" else f"{clip.room}, {clip.light}"
    who = f"{clip.person.body}, {clip.person.outfit}"
    cells = (f"`{clip.name}`", clip.about, who, camera, room)
    return "| " + " | ".join(cells) + " |"


def with_table(readme: str, clips: Mapping[str, Clip]) -> str:
    """The text of the README with its table brought up to date."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{clip_table(clips)}\n{END}{after}"


def write_table(clips: Mapping[str, Clip]) -> None:
    """Bring samples/README.md up to date."""
    README.write_text(with_table(README.read_text(), clips))
