"""A first look: the sample clip that posecheck carries, analysed and annotated."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from posecheck.clips.analysis import Analysis, analyze_clip, choose_stretches
from posecheck.outputs.plan import film
from posecheck.pose.model import find_model
from posecheck.video import Clip, Frame

FILM = "posecheck_demo.mp4"

NEXT_STEPS = """\
This is a rendered person in a lunge who leans forward and rounds the back.

Now your own clip, a video or a picture:
  posecheck analyze my_clip.mp4 --video
Put the camera level, 2 to 4 m away, your whole body in the picture, at the
side of your front leg, or where the stretch needs it:
  posecheck stretches"""


def run_demo(
    folder: Path,
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Analysis:
    """Analyse the sample clip; its annotated film goes into the folder.

    Raises InputError where the folder cannot be written into, ModelError, LandmarkerError.
    """
    return analyze_clip(
        Path(str(files("posecheck.cli") / "demo.mp4")),
        find_model(),
        choose_stretches(),
        outputs=[film(folder / FILM)],
        on_open=on_open,
        on_frame=on_frame,
    )
