"""The band: a message that can be read whole, the clock, and the progress of the hold."""

from dataclasses import replace

import pytest
from moments import HD, HOLD, SCALE, VIEWS, changed, empty, is_colour

from posecheck.coach import Phase, Tone, wording
from posecheck.live.window import band
from posecheck.live.window.layout import Scale
from posecheck.outputs.overlay.canvas import ELLIPSIS, Typeface
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

TYPEFACE = Typeface()


def laid_out(view, size=HD) -> band.Band:
    return band.lay_out(view, Scale(size), TYPEFACE)


def sentences() -> list[str]:
    said = [text for text in vars(wording).values() if isinstance(text, str) and " " in text]
    cues = [
        cue
        for stretch in all_built_in()
        for check in stretch.check
        for cue in (check.cue_low, check.cue_high)
        if cue
    ]
    not_messages = {wording.SAFETY, wording.__doc__}
    return sorted({*said, *cues} - not_messages)


@pytest.mark.parametrize("size", [HD, (640, 480)], ids=str)
@pytest.mark.parametrize("sentence", sentences())
def test_every_message_is_large_and_whole(sentence, size):
    message = laid_out(replace(HOLD, message=sentence, tone=Tone.FIX), size).message
    assert " ".join(message.lines) == sentence
    assert ELLIPSIS not in "".join(message.lines)
    assert message.size >= size[1] / 14.5
    assert len(message.lines) <= 3


def test_the_clock_shows_whole_seconds_that_were_held():
    shown = [
        laid_out(replace(HOLD, held_s=held_s)).clock[0].lines[0]
        for held_s in (0.0, 11.99, 12.0, 29.9, 30.0 - 1e-9)
    ]
    assert shown == ["0", "11", "12", "29", "30"]


def test_a_rest_counts_down_to_its_end():
    rest = VIEWS["rest"]
    shown = [
        [block.lines[0] for block in laid_out(replace(rest, countdown_s=left_s)).clock]
        for left_s in (7.0, 6.5, 0.2, 0.0)
    ]
    assert shown == [[number, "s rest"] for number in ("7", "7", "1", "0")]


def test_before_the_first_hold_there_is_no_clock():
    assert laid_out(replace(HOLD, phase=Phase.PLACE, held_s=0.0)).clock == ()


def test_step_stretch_and_side_are_the_title():
    sided = replace(HOLD, side_words="left leg in front")
    assert laid_out(sided).title.lines == ("2/5  Bridge · left leg in front",)
    assert laid_out(replace(HOLD, steps=1)).title.lines == ("Bridge",)


def test_the_band_keeps_its_height_from_message_to_message():
    messages = ("Rest", "Hold still, no bouncing", "Bring the front foot back, knee to 90 degrees")
    assert len({laid_out(replace(HOLD, message=message)).height for message in messages}) == 1


def test_the_band_leaves_most_of_the_picture_free():
    for view in VIEWS.values():
        assert laid_out(view).height < HD[1] * 0.36


@pytest.mark.parametrize("top", [0, 300])
@pytest.mark.parametrize("held_s", [0.0, 7.5, 30.0])
def test_the_bar_is_as_long_as_the_share_that_is_held(held_s, top):
    canvas, content = empty(), laid_out(replace(HOLD, held_s=held_s))
    band.draw(content, canvas, top, SCALE)
    last_row = canvas.image[top + content.height - 1]
    assert (last_row == LOOKS[Grade.GOOD].colour).all(axis=1).sum() == round(HD[0] * held_s / 30)
    assert changed(canvas) == (0, top, HD[0], top + content.height)


def test_a_paused_clock_has_another_colour_and_says_so():
    running, paused = laid_out(HOLD), laid_out(VIEWS["paused"])
    assert paused.clock[1].lines == ("paused",)
    assert paused.clock[0].colour != running.clock[0].colour
    canvas = empty()
    band.draw(paused, canvas, 0, SCALE)
    assert not is_colour(canvas.image, LOOKS[Grade.GOOD].colour).any()
    assert is_colour(canvas.image, LOOKS[Grade.BORDERLINE].colour).any()


@pytest.mark.parametrize(("tone", "grade"), [(Tone.FIX, Grade.FIX), (Tone.PRAISE, Grade.GOOD)])
def test_corrections_and_praise_have_their_glyphs(tone, grade):
    assert laid_out(replace(HOLD, tone=tone)).glyph is LOOKS[grade]
    assert laid_out(HOLD).glyph is None
