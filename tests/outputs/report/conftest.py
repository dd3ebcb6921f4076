"""Pages made once for all tests, and a browser that says everything it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from figures import clip, lunge
from places import DEMO_CLIP, QUICK
from recording import record
from waiting import until

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.outputs.folders import folders_for, ways_to
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.plan import plan_for
from posecheck.outputs.targets import Targets
from posecheck.pose.model import find_model
from posecheck.video import FilmWriter, open_clip

ROUND, FLAT = DEMO_CLIP, QUICK / "lunge_side.mp4"


@pytest.fixture(scope="session")
def compared(tmp_path_factory) -> Path:
    """The folder of two clips, each with all its results, and the comparison of both."""
    folder = tmp_path_factory.mktemp("compared")
    clips = [FLAT, ROUND]
    stretches = choose_stretches()
    plan = plan_for(
        clips,
        stretches,
        OutputOptions(compare=True, landmarks="trc"),
        Targets(clips),
        folder=folder,
    )
    with plan.index:
        for path in clips:
            analyze_clip(path, find_model(), stretches, outputs=plan.outputs[path])
    return folder


@pytest.fixture(scope="session")
def pictures(tmp_path_factory, picture) -> Path:
    """The folder of two pictures, each with its report, and their comparison."""
    folder = tmp_path_factory.mktemp("pictures")
    clips = [folder / "one.png", folder / "two.png"]
    for path in clips:
        path.write_bytes(picture.read_bytes())
    stretches, options = choose_stretches(), OutputOptions(compare=True)
    plan = plan_for(clips, stretches, options, Targets(clips), folder=folder)
    for path in clips:
        analyze_clip(path, find_model(), stretches, outputs=plan.outputs[path])
    return folder


@pytest.fixture(scope="session")
def results(compared) -> Path:
    """The results of one clip: a lunge with a lean and a rounded back."""
    return folders_for(ways_to([FLAT, ROUND]), compared)[ROUND]


@pytest.fixture(scope="session")
def embedded(tmp_path_factory) -> Path:
    """A report with its film inside, alone in its folder."""
    folder = tmp_path_factory.mktemp("embedded")
    clip = make_short(folder / "short.mp4")
    stretches = choose_stretches("half_kneeling_lunge")
    options = OutputOptions(embed=True)
    plan = plan_for([clip], stretches, options, Targets([clip]), folder=folder / "results")
    analyze_clip(clip, find_model(), stretches, outputs=plan.outputs[clip])
    alone = folder / "alone" / "report.html"
    alone.parent.mkdir()
    return (folder / "results" / "report.html").rename(alone)


def make_short(path: Path) -> Path:
    """Three seconds of a lunge at four frames a second."""
    with open_clip(ROUND) as source, FilmWriter(path, source.size, 4) as film:
        for frame in list(source)[:48:4]:
            film.write(frame.image, frame.time_s)
    return path


@dataclass
class Heard:
    """What a page did that was not asked of it."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser(launch_chromium) -> Iterator[object]:
    opened = launch_chromium()
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser):
    """Opens a file in a window: `page, heard = open_page(path, width=1280, height=900)`."""
    contexts = []

    def open_(path: Path, *, width: int = 1280, height: int = 900, dark: bool = False):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page, heard = context.new_page(), Heard()
        page.on("request", lambda request: heard.requests.append(request.url))
        page.on("console", lambda message: heard.complaints.append(message.text))
        page.on("pageerror", lambda error: heard.complaints.append(str(error)))
        page.goto(path.as_uri())
        until(page, "[...document.querySelectorAll('video')].every((f) => f.readyState >= 2)")
        return page, heard

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def recorded_lunge():
    """What a page shows of a figure that leans and then stands up straight, ten seconds in all."""
    return record(clip(lunge(lean=30.0), 5.0) + clip(lunge(), 5.0, start_s=5.0))
