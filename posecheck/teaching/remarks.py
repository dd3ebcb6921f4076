"""What is not sure about a learned stretch, in sentences."""

from collections.abc import Iterator, Sequence

from posecheck.measures import MEASURES
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN, Stretch
from posecheck.teaching.one_view import LearnedView
from posecheck.teaching.posture import is_uneven
from posecheck.teaching.recording import Recording
from posecheck.teaching.words import span_words, value_words

MOST_NAMED = 5
"""How many other positions are named."""


def remarks(
    stretch: Stretch, learned: Sequence[LearnedView], good: Sequence[Recording]
) -> Iterator[str]:
    """What is not sure, a sentence each.

    Args:
        stretch: What became of it.
        learned: What was learned from each side.
        good: The recordings of it done well.
    """
    yield _views_remark(stretch, learned)
    if len(good) == 1:
        yield (
            "Learned from one recording: the limits are as wide as people differ. With more "
            "recordings of it done well they fit better, with --bad they lie where you want them."
        )
    if not stretch.has_front_leg and any(is_uneven(recording.moments) for recording in good):
        yield (
            "The legs do different things, but none is in front: film each side from the side "
            "that you filmed now, the same leg nearer to the camera."
        )
    for view in learned:
        yield from _view_remarks(view)


def _views_remark(stretch: Stretch, learned: Sequence[LearnedView]) -> str:
    """From where it is judged, and what else there is from where only its position is known."""
    seen = " and ".join(view.view.words for view in learned)
    known = frozenset[ViewKind]().union(*(rule.views for rule in stretch.position))
    further = known - {view.view for view in learned}
    if not further:
        return f"Seen {seen} only: from elsewhere it is neither recognised nor judged."
    told = further & stretch.told_from
    parts = [
        (told, "it may be recognised, too"),
        (further - told, "it is in position if you name it, but not recognised"),
    ]
    elsewhere = "".join(
        f"; seen {' or '.join(sorted(view.words for view in views))} {what}"
        for views, what in parts
        if views
    )
    return f"Judged only when seen {seen}{elsewhere}."


def _view_remarks(view: LearnedView) -> Iterator[str]:
    for id in view.like:
        yield f"Too like {id}, seen {view.view.words}: name it when you use it."
    others = [label for label in dict.fromkeys(view.position.fits_too) if label not in BUILT_IN]
    if others:
        names = ", ".join(label.replace("_", " ") for label in others[:MOST_NAMED])
        yield f"Seen {view.view.words}, these may be taken for it: {names}."
    for check in view.checks:
        if check.bad is not None and not check.told:
            unit = MEASURES[check.quantity.measure].unit
            error = value_words(MEASURES[check.quantity.measure].error[view.view], unit)
            yield (
                f"{check.id} cannot tell good ({span_words(check.shown, unit)}) from bad "
                f"({value_words(check.bad, unit)}): it is right within {error} only."
            )
    for reason, ids in view.left_out.items():
        yield f"Not judged: {', '.join(ids)}, because {reason}."
    if view.on_side:
        yield (
            "Who lies on their side bends knees and hips level with the floor: no camera beside "
            "them shows how far, so they are not judged."
        )
    elif view.view is not ViewKind.SIDE:
        yield f"Seen {view.view.words}, the knees and hips are not judged; from the side they are."
