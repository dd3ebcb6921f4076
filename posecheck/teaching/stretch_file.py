"""Writes a stretch as the TOML file that people read and edit."""

import json
from collections.abc import Iterable, Iterator
from math import isinf

from posecheck.stretches.stretch import CheckSpec, Motion, Rule, Stretch
from posecheck.teaching.lesson import Lesson

HEAD = """\
# Taught with `posecheck teach`; change whatever you like. docs/OWN_STRETCHES.md describes every
# entry, `posecheck stretches FILE` shows it in words."""


def toml_text(lesson: Lesson) -> str:
    """The stretch as TOML, with what is not sure about it as comments."""
    stretch = lesson.stretch
    parts = [
        "\n".join([HEAD, *(f"# {remark}" for remark in lesson.remarks)]),
        "\n".join(_head(stretch)),
        "# In this stretch at all? Generous: doing it badly is still doing it.",
        *(_table("position", _rule_entries(rule)) for rule in stretch.position),
        "# What is judged: good inside `good`, to be fixed beyond `fix`.",
        *(_table("check", _check_entries(check)) for check in stretch.check),
    ]
    return "\n\n".join(parts) + "\n"


def _head(stretch: Stretch) -> Iterator[str]:
    yield f"id = {_text(stretch.id)}"
    yield f"title = {_text(stretch.title)}"
    yield f"sides = {_text(stretch.sides)}"
    yield f"hold_s = {_number(stretch.hold_s)}"
    if stretch.passes_for:
        yield f"passes_for = {_text(stretch.passes_for)}"
    yield f"told_from = {_list(sorted(view.value for view in stretch.told_from))}"
    yield f"how = {_list(stretch.how)}"
    if stretch.enter_steps:
        yield f"enter_steps = {stretch.enter_steps}"
    camera = stretch.camera
    also = f", also = {_text(camera.also.value)}" if camera.also else ""
    yield (
        f"camera = {{ view = {_text(camera.view.value)}, height_m = {_pair(camera.height_m)}"
        f"{also}, why = {_text(camera.why)} }}"
    )
    yield f"mean_deviation = {_number(stretch.mean_deviation)}"
    if stretch.motion:
        yield f"motion = [{', '.join(_motion(motion) for motion in stretch.motion)}]"


def _motion(motion: Motion) -> str:
    side = f", side = {_text(motion.side.value)}" if motion.side.value != "both" else ""
    views = _list(sorted(view.value for view in motion.views))
    deepest = _text(motion.deepest)
    return f"{{ measure = {_text(motion.measure)}{side}, views = {views}, deepest = {deepest} }}"


def _rule_entries(rule: Rule) -> Iterator[str]:
    yield from _quantity(rule.measure, rule.side.value)
    yield from (
        f"{name} = {_number(limit)}"
        for name, limit in (("min", rule.min), ("max", rule.max))
        if not isinf(limit)
    )
    yield f"views = {_list(sorted(view.value for view in rule.views))}"


def _check_entries(check: CheckSpec) -> Iterator[str]:
    yield f"id = {_text(check.id)}"
    yield f"why = {_text(check.why)}"
    yield from _quantity(check.measure, check.side.value)
    yield f"good = {_pair(check.good)}"
    yield f"fix = {_pair(check.fix)}"
    yield f"views = {_list(sorted(view.value for view in check.views))}"
    if check.cue_low:
        yield f"cue_low = {_text(check.cue_low)}"
    if check.cue_high:
        yield f"cue_high = {_text(check.cue_high)}"
    yield f"priority = {check.priority}"


def _quantity(measure: str, side: str) -> Iterator[str]:
    yield f"measure = {_text(measure)}"
    if side != "both":
        yield f"side = {_text(side)}"


def _table(name: str, entries: Iterable[str]) -> str:
    return "\n".join([f"[[{name}]]", *entries])


def _text(text: str) -> str:
    """A TOML basic string, which JSON's strings are as long as they hold no control characters."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"


def _number(value: float) -> str:
    return f"{value:g}"


def _pair(pair: tuple[float, float]) -> str:
    return f"[{_number(pair[0])}, {_number(pair[1])}]"
