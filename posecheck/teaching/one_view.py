"""What is learned of a stretch that is seen from one side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecheck.measures import Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN
from posecheck.teaching.checks import (
    Learned,
    bad_value,
    choose_checks,
    left_out,
    moves,
    one_sided,
    with_bad,
)
from posecheck.teaching.posture import lies_on_side
from posecheck.teaching.readings import HALVES, LEGS, Moment
from posecheck.teaching.recording import Recording
from posecheck.teaching.references import References
from posecheck.teaching.rules import Position, choose_rules

LIKE_SHARE = 0.1
"""A built-in stretch is like this one if this share of its moments fits it."""


@dataclass(frozen=True, eq=False)
class LearnedView:
    """What was learned from one side.

    Attributes:
        view: From where the stretch is seen.
        names: Of the recordings seen from there.
        position: What tells it from other positions.
        compared: With how many moments of other positions it was compared.
        checks: What is checked.
        left_out: The ids of checks that are better not made, by why.
        on_side: Whether the person lies on their side.
        like: The built-in stretches that it cannot be told from.
        moving: The recordings in which something would be checked if it kept still.
    """

    view: ViewKind
    names: tuple[str, ...]
    position: Position
    compared: int
    checks: tuple[Learned, ...]
    left_out: Mapping[str, Sequence[str]]
    on_side: bool
    like: tuple[str, ...]
    moving: tuple[Recording, ...]


def learn_view(
    view: ViewKind,
    recordings: Sequence[Recording],
    has_front: bool,
    bad: Sequence[tuple[Recording, str]],
    table: References,
    also: Sequence[ViewKind],
) -> LearnedView:
    """Learn position and checks from the recordings that are seen from one side.

    Args:
        view: From where they are seen.
        recordings: In which it is done well.
        has_front: Whether one leg is in front.
        bad: Recordings in which it is done badly, each with the id of the check that it shows.
        table: Other positions to tell it from.
        also: From where else the position rules apply.
    """
    roles = _roles(view, has_front=has_front)
    moments = [_seen_from(recording, view) for recording in recordings]
    badly = [shown for shown in (_seen_from(recording, view) for recording, _ in bad) if shown]
    position = choose_rules(moments, view, roles, table, also, badly)
    wanted = [check for _, check in bad]
    chosen = choose_checks(moments, view, roles, wanted)
    checks = [one_sided(_with_bads(check, view, bad)) for check in chosen]
    others = table.seen_from(view)
    return LearnedView(
        view,
        tuple(recording.name for recording in recordings),
        position,
        len(others.labels),
        tuple(checks),
        left_out(moments, view, roles),
        any(lies_on_side(shown) for shown in moments),
        tuple(id for id in BUILT_IN if _is_like(id, position, others)),
        tuple(
            recording
            for recording, shown in zip(recordings, moments, strict=True)
            if moves(shown, view, roles)
        ),
    )


def _seen_from(recording: Recording, view: ViewKind) -> list[Moment]:
    return [moment for moment in recording.moments if moment.view is view]


def _roles(view: ViewKind, *, has_front: bool) -> tuple[Role, ...]:
    """Where no leg is in front and both are seen alike, neither can be meant."""
    if has_front:
        return LEGS
    return HALVES if view in (ViewKind.SIDE, ViewKind.OBLIQUE) else ()


def _is_like(stretch_id: str, position: Position, others: References) -> bool:
    rows = int((others.labels == stretch_id).sum())
    return rows > 0 and position.fits_too.count(stretch_id) >= LIKE_SHARE * rows


def _with_bads(learned: Learned, view: ViewKind, bad: Sequence[tuple[Recording, str]]) -> Learned:
    for recording, check in bad:
        moments = _seen_from(recording, view)
        value = bad_value(learned, moments) if check == learned.id and moments else None
        if value is not None:
            learned = with_bad(learned, value, view)
    return learned
