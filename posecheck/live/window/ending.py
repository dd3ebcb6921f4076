"""The summary of a session: each stretch and side, with the seconds that it was held."""

from posecheck.coach import SessionResult
from posecheck.live.window.layout import Block, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, TRACK, draw_keys
from posecheck.outputs.overlay.canvas import BOLD, Canvas
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.stretches.checks import Grade

SIZE = 5.4


def draw_ending(message: str, result: SessionResult, canvas: Canvas, scale: Scale) -> None:
    """Draw the summary over the whole picture."""
    width, height = scale.size
    canvas.dim(0, 0, width, height)
    margin, heading = scale(5), scale(8)
    lines = canvas.typeface.wrap(message, width - 2 * margin, heading, BOLD, most=2)
    row = Block(tuple(lines), heading, weight=BOLD).draw(canvas, margin, margin) + margin
    room = height - row - scale(KEYS_HEIGHT + 3)
    step = min(scale(10.5), room // max(1, len(result.parts)))
    size = min(scale(SIZE), round(step * 0.6))
    for part in result.parts:
        leg = f", {part.side.value} leg in front" if part.side else ""
        held = f"{int(part.good_s + 1e-6)} / {part.hold_s:.0f} s"
        share = min(1.0, part.good_s / part.hold_s)
        _draw_part(part.stretch.title + leg, held, share, canvas, row, size, scale)
        row += step
    draw_keys(canvas, height - scale(KEYS_HEIGHT), scale)


def _draw_part(
    name: str, held: str, share: float, canvas: Canvas, row: int, size: int, scale: Scale
) -> None:
    margin, right = scale(5), scale.size[0] - scale(5)
    baseline = row + size
    held_left = right - canvas.typeface.width(held, size, BOLD)
    name = canvas.typeface.fit(name, held_left - 2 * margin, size)
    canvas.text(name, margin, baseline, size)
    canvas.text(held, held_left, baseline, size, weight=BOLD)
    top = baseline + round(size * 0.35)
    done = margin + round((right - margin) * share)
    grade = Grade.GOOD if share >= 1.0 - 1e-6 else Grade.BORDERLINE
    canvas.fill(margin, top, right, top + scale(1), TRACK)
    canvas.fill(margin, top, done, top + scale(1), LOOKS[grade].colour)
