"""`posecheck demo`: analyse and annotate the sample clip that posecheck carries."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.cli.options import Debug

if TYPE_CHECKING:
    from posecheck.clips.analysis import Analysis
    from posecheck.video import Clip, Frame

FILM = "posecheck_demo.mp4"

NEXT_STEPS = """\
This is a rendered person in a lunge who leans forward and rounds the back.

Now try your own clip, a video or a picture:
  posecheck analyze my_clip.mp4 --video
Put the camera level, 2 to 4 m away, with your whole body in the picture, at
the side of your front leg, or where the stretch needs it:
  posecheck stretches"""


def demo(debug: Debug = False) -> None:
    """Analyse a sample clip, write its annotated video to this folder, show what to try next."""
    from posecheck.clips.analysis import choose_stretches
    from posecheck.outputs.terminal.printing import show, show_analysis
    from posecheck.outputs.terminal.progress_bars import ProgressBars

    with ProgressBars(clips=1) as bars:
        analysis = run_demo(Path.cwd(), bars.opened, bars.advanced)
    show_analysis(analysis, choose_stretches())
    show(f"\n{NEXT_STEPS}")


def run_demo(
    folder: Path,
    on_open: Callable[["Clip"], None] = lambda clip: None,
    on_frame: Callable[["Frame"], None] = lambda frame: None,
) -> "Analysis":
    """Analyse the sample clip and write its annotated video into a folder.

    It is called `FILM`, or numbered where that is somebody else's.

    Args:
        folder: Where the video is written.
        on_open: Called with the clip once it is open.
        on_frame: Called with each frame once it is assessed.

    Raises:
        InputError: If the folder is not writable.
    """
    from posecheck.clips.analysis import analyze_clip, choose_stretches
    from posecheck.outputs.folders import numbered
    from posecheck.outputs.plan import film
    from posecheck.outputs.targets import Kind, Targets
    from posecheck.pose.model import find_model

    targets = Targets([])
    path = next(name for name in numbered(folder / FILM) if targets.may_replace(name, Kind.FILM))
    with as_file(files("posecheck.cli") / "demo.mp4") as clip:
        return analyze_clip(
            clip,
            find_model(),
            choose_stretches(),
            outputs=[film(path)],
            on_open=on_open,
            on_frame=on_frame,
        )
