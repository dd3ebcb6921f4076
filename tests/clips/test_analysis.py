"""A clip from its file to its result, and what is made of it."""

import numpy as np
import pytest
from clip_maker import make_clip
from places import QUICK
from results import result

from posecheck.clips.analysis import Labels, analyze_clip, choose_stretches, waiting_frames
from posecheck.clips.output import FileOutput
from posecheck.clips.summary import Summary
from posecheck.errors import StretchError, VideoError
from posecheck.pose.model import find_model
from posecheck.stretches.stretch import all_built_in
from posecheck.video import FilmWriter, open_clip
from posecheck.video.span import Span


def test_auto_looks_for_every_stretch_and_a_name_for_one():
    assert choose_stretches() == all_built_in()
    assert [stretch.id for stretch in choose_stretches("bridge")] == ["bridge"]
    with pytest.raises(StretchError):
        choose_stretches("handstand")


def test_limits_change_the_stretches_that_have_the_check_and_no_other():
    changed = choose_stretches(limits={"front_knee": (85.0, 95.0)})
    for before, after in zip(all_built_in(), changed, strict=True):
        if "front_knee" in before.check_ids:
            assert {spec.good for spec in after.variants("front_knee")} == {(85.0, 95.0)}
        else:
            assert after == before
    with pytest.raises(StretchError, match="there is no check 'elbow'"):
        choose_stretches("bridge", {"elbow": (0.0, 1.0)})
    with pytest.raises(StretchError, match="steady has the same limits in every stretch"):
        choose_stretches("bridge", {"steady": (0.0, 3.0)})


class Notes(FileOutput):
    """Writes what it is given, in order."""

    fails = False

    def add(self, frame, assessment, hold):
        self._file.write(f"{frame.index} {assessment.in_position}\n")
        if self.fails:
            raise VideoError("half way")

    def finish(self, result):
        self._file.write(f"{result.stretch.id}\n")


class Failing(Notes):
    fails = True


def test_outputs_get_every_frame_and_then_the_result(picture, tmp_path):
    seen = []
    analysis = analyze_clip(
        picture,
        find_model(),
        choose_stretches(),
        outputs=[lambda clip: Notes(tmp_path / "notes.txt")],
        on_open=lambda clip: seen.append(clip.path),
        on_frame=lambda frame: seen.append(frame.index),
    )
    assert analysis.files == (tmp_path / "notes.txt",)
    assert analysis.files[0].read_text() == "0 True\nhalf_kneeling_lunge\n"
    assert seen == [picture, 0]
    assert analysis.warning is None
    assert np.isfinite(analysis.result.check("front_knee").value)


def test_a_clip_and_its_parts_say_whose_they_are(picture, monkeypatch):
    found = result(parts=(result(), result(stretch="bridge")))
    monkeypatch.setattr(Summary, "result", lambda *described: found)
    labels = Labels("Ada", "knee better")
    whole = analyze_clip(picture, find_model(), choose_stretches(), labels=labels).result
    assert {(one.name, one.note) for one in (whole, *whole.parts)} == {("Ada", "knee better")}


def test_after_an_error_no_output_remains(picture, tmp_path):
    makes = [lambda clip: Notes(tmp_path / "a.txt"), lambda clip: Failing(tmp_path / "b.txt")]
    with pytest.raises(VideoError, match="half way"):
        analyze_clip(picture, find_model(), choose_stretches(), outputs=makes)
    assert list(tmp_path.iterdir()) == []


def test_the_clip_and_the_model_are_named_in_the_result(picture):
    model = find_model()
    result = analyze_clip(picture, model, choose_stretches()).result
    assert result.clip.path == str(picture)
    assert (result.clip.frames, result.clip.frames_analyzed, result.is_picture) == (1, 1, True)
    assert (result.model.file, result.model.sha256) == (model.file, model.sha256)


@pytest.mark.parametrize(("asked_s", "to_s"), [(0.3, 0.3), (60.0, None)])
def test_a_part_that_would_end_after_the_clip_ends_with_it(tmp_path, asked_s, to_s):
    clip = make_clip(tmp_path / "clip.mp4", 30)
    span = Span(0.1, asked_s)
    part = analyze_clip(clip, find_model(), choose_stretches(), span=span).result.clip
    assert (part.from_s, part.to_s) == (0.1, to_s)


@pytest.mark.parametrize("every_frame", [False, True])
def test_clips_that_are_joined_are_judged_as_each_alone(every_frame, tmp_path):
    clips = [QUICK / f"{name}.mp4" for name in ("bridge_side", "lunge_side")]
    joined = tmp_path / "joined.mp4"
    with FilmWriter(joined, (640, 480), fps=10) as film:
        for number, frame in enumerate(frame for clip in clips for frame in _frames(clip)):
            film.write(frame.image, number / 10)

    found = _analyzed(joined, every_frame).parts
    alone = [_analyzed(clip, every_frame) for clip in clips]

    assert [part.stretch.id for part in found] == [one.stretch.id for one in alone]
    for part, one in zip(found, alone, strict=True):
        verdicts = [{check.id: check.verdict for check in result.checks} for result in (part, one)]
        assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize(
    ("size", "most"), [((640, 480), 16), ((1280, 720), 16), ((1920, 1080), 7), ((7680, 4320), 2)]
)
def test_fewer_of_larger_frames_wait(size, most):
    assert waiting_frames(size) == most


def _frames(clip):
    with open_clip(clip) as opened:
        yield from opened


def _analyzed(clip, every_frame):
    return analyze_clip(clip, find_model(), choose_stretches(), every_frame=every_frame).result
