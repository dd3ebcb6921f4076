"""Checks everything that posecheck needs by using it, and says how to repair what does not work.

What may hang, abort or print (native libraries, cameras, windows) is tried in a separate process.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile

from posecheck.errors import PosecheckError
from posecheck.support.python import python_command
from posecheck.support.user_folder import FOLDER_VARIABLE, user_folder
from posecheck.version import __version__

PATIENCE_S = 20.0
"""How long a trial in a separate process may take; a cold start of MediaPipe takes seconds."""

OPENCV = "opencv-contrib-python"
OTHER_OPENCVS = ("opencv-python", "opencv-python-headless", "opencv-contrib-python-headless")

BROWSER_PACKAGES = ("starlette", "uvicorn", "websockets", "segno", "cryptography")

DEBIAN_PACKAGES = {
    "libEGL.so": "libegl1",
    "libGLESv2.so": "libgles2",
    "libGL.so": "libgl1",
    "libgthread-2.0.so": "libglib2.0-0",
    "libglib-2.0.so": "libglib2.0-0",
}

REINSTALL = "reinstall posecheck"

MEND_OPENCV = f"pip install --force-reinstall --no-deps {OPENCV}"
"""Another OpenCV that was removed again has taken files of this one with it, which pip takes for
installed all the same."""


@dataclass(frozen=True)
class Finding:
    """What was found out about one thing.

    Attributes:
        name: Of the thing.
        found: What is installed, or what is wrong with it.
        to_do: How to repair it; None if it works.
        needed: Whether posecheck needs it to analyse clips.
    """

    name: str
    found: str
    to_do: str | None = None
    needed: bool = True

    @property
    def ok(self) -> bool:
        """Whether it works."""
        return self.to_do is None

    @property
    def lines(self) -> str:
        """The finding in one line, and what to do in a second one."""
        optional = "" if self.needed else " (optional)"
        head = f"{'ok' if self.ok else 'not ok':8}{self.name:16}{self.found}{optional}"
        return head if self.ok else f"{head}\n        what to do: {self.to_do}"


def examine() -> Iterator[Finding]:
    """Check one thing after the other, the needed ones first."""
    needed = (
        *(_python, _own_version, _shipped_files),
        *(_opencv, _opencv_flavour, _model, _mediapipe, _films),
    )
    for check in (*needed, _user_folder, _windows, _browser, _cameras, _speech):
        yield check()


def all_needed_ok(findings: list[Finding]) -> bool:
    """Whether everything that is needed works."""
    return all(finding.ok for finding in findings if finding.needed)


# ---------------------------------------------------------------------------------------- needed


def _python() -> Finding:
    return Finding("Python", f"{platform.python_version()} on {platform.platform(terse=True)}")


def _own_version() -> Finding:
    return Finding("posecheck", __version__)


def _shipped_files() -> Finding:
    trial = _try(_load_shipped_files)
    if trial.worked:
        return Finding("own files", f"{trial.said} and what recognises them")
    return Finding("own files", f"cannot be loaded ({trial.said})", _way_out(trial.said))


def _load_shipped_files() -> None:
    from posecheck.assess.classifier import shipped_classifier
    from posecheck.measures.estimated import shipped_estimator
    from posecheck.stretches.routine import built_in_routines
    from posecheck.stretches.stretch import all_built_in
    from posecheck.teaching.references import shipped_references

    for load in (shipped_classifier, shipped_estimator, shipped_references):
        load()
    routines = len(built_in_routines())
    print(f"{len(all_built_in())} stretches, {routines} routine{'' if routines == 1 else 's'}")


def _opencv() -> Finding:
    trial = _try(_load_opencv)
    if trial.worked:
        return Finding("OpenCV", trial.said)
    return Finding("OpenCV", f"cannot be loaded ({trial.said})", _way_out(trial.said))


def _load_opencv() -> None:
    import cv2

    print(cv2.__version__)


def _opencv_flavour() -> Finding:
    name = "OpenCV package"
    others = [package for package in OTHER_OPENCVS if _version(package)]
    if others:
        every = " ".join((OPENCV, *others))
        return Finding(
            name,
            f"{' and '.join(others)} beside {OPENCV}: they overwrite each other",
            f"pip uninstall -y {every} && pip install {OPENCV}",
        )
    version = _version(OPENCV)
    if version is None:
        return Finding(name, f"{OPENCV} is not installed", f"pip install {OPENCV}")
    return Finding(name, f"{OPENCV} {version}, alone")


def _model() -> Finding:
    from posecheck.pose.model import find_model

    try:
        model = find_model()
    except PosecheckError as error:
        return Finding("pose model", str(error), REINSTALL)
    return Finding("pose model", f"{model.file}, SHA-256 {model.sha256[:12]}... as it should be")


def _mediapipe() -> Finding:
    trial = _try(_run_mediapipe)
    version = _version("mediapipe") or "not installed"
    if trial.worked:
        return Finding("MediaPipe", f"{version}, runs the pose model")
    return Finding("MediaPipe", f"{version}, fails ({trial.said})", _way_out(trial.said))


def _run_mediapipe() -> None:
    import numpy as np

    from posecheck.pose.landmarker import Landmarker
    from posecheck.pose.model import find_model
    from posecheck.video import Frame

    try:
        with Landmarker(find_model()) as landmarker:
            landmarker.detect(Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8)))
    except PosecheckError as error:
        print(error.__cause__ or error, file=sys.stderr, flush=True)
        os._exit(1)  # at once: a half-loaded MediaPipe prints more while it is garbage-collected


def _films() -> Finding:
    trial = _try(_load_film_encoder)
    if trial.worked:
        return Finding("PyAV", f"{trial.said}, with the encoder libx264")
    to_do = "pip install --force-reinstall av (the wheels carry libx264)"
    return Finding("PyAV", f"films cannot be read and written ({trial.said})", to_do)


def _load_film_encoder() -> None:
    import av

    av.codec.Codec("libx264", "w")
    print(av.__version__)


# -------------------------------------------------------------------------------------- optional


def _user_folder() -> Finding:
    """Whether the folder that keeps the history can be made or, if it is there, written."""
    folder = user_folder()
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with TemporaryFile(dir=nearest):
            return Finding("data folder", str(folder), needed=False)
    except OSError as error:
        found = f"{folder} cannot be used ({error.strerror}): no history can be kept"
        to_do = f"mend that, or name another folder in {FOLDER_VARIABLE}"
        return Finding("data folder", found, to_do, needed=False)


def _windows() -> Finding:
    name = "window"
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or _wayland()):
        to_do = "run it on a desktop to see a live picture; clips need none"
        return Finding(name, "no display", to_do, needed=False)
    trial = _try(_open_window)
    if trial.worked:
        return Finding(name, f"{trial.said} opens windows", needed=False)
    to_do = f"use a desktop session and {OPENCV}; clips need no window"
    return Finding(name, f"cannot be opened ({trial.said})", to_do, needed=False)


def _wayland() -> str | None:
    return os.environ.get("WAYLAND_DISPLAY")


def _open_window() -> None:
    import cv2

    gui = [
        line for line in cv2.getBuildInformation().splitlines() if line.strip().startswith("GUI")
    ]
    cv2.namedWindow("posecheck doctor")
    cv2.waitKey(1)
    cv2.destroyAllWindows()
    print(gui[0].split(":")[1].strip() if gui else "OpenCV")


def _browser() -> Finding:
    missing = [package for package in BROWSER_PACKAGES if _version(package) is None]
    if missing:
        to_do = "pip install 'posecheck[browser]'"
        return Finding("browser", f"without {', '.join(missing)}", to_do, needed=False)
    return Finding("browser", "live sessions run there, too (--browser)", needed=False)


def _cameras() -> Finding:
    trial = _try(_open_cameras)
    if trial.worked and trial.said:
        return Finding("camera", trial.said, needed=False)
    found = "none found" if trial.worked else f"fails ({trial.said})"
    to_do = "plug one in, and let posecheck use it; recorded clips need none"
    return Finding("camera", found, to_do, needed=False)


def _open_cameras() -> None:
    import cv2

    working = []
    for number in _camera_numbers():
        camera = cv2.VideoCapture(number)
        if camera.read()[0]:
            width, height = (int(camera.get(side)) for side in (3, 4))
            working.append(f"number {number} ({width} x {height})")
        camera.release()
    print(", ".join(working))


def _camera_numbers() -> list[int]:
    if sys.platform != "linux":
        return [0, 1]
    devices = (path.name.removeprefix("video") for path in Path("/dev").glob("video*"))
    return sorted(int(number) for number in devices if number.isdecimal())


def _speech() -> Finding:
    trial = _try(_look_for_speech)
    if trial.worked and not trial.said:
        return Finding("speech", "pyttsx3 speaks", needed=False)
    to_do = trial.said if trial.worked else f"live sessions beep instead; {REINSTALL}"
    return Finding("speech", "no spoken cues", f"{to_do}; clips need none", needed=False)


def _look_for_speech() -> None:
    from posecheck.live.voice.speech import trouble

    print(trouble() or "")


# ---------------------------------------------------------------------------------------- trials


@dataclass(frozen=True)
class Trial:
    """How a trial went, and the last line it printed."""

    worked: bool
    said: str


def _try(action: Callable[[], None]) -> Trial:
    """Run one of this module's functions in a separate process."""
    return _run(f"from posecheck import doctor; doctor.{action.__name__}()")


def _run(code: str) -> Trial:
    try:
        done = subprocess.run(
            python_command(code),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Trial(worked=False, said=f"no answer within {PATIENCE_S:.0f} s")
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    if done.returncode < 0:
        return Trial(worked=False, said=f"crashed with signal {-done.returncode}")
    return Trial(worked=done.returncode == 0, said=said[-1] if said else "")


def _way_out(trouble: str) -> str:
    packages = {package for library, package in DEBIAN_PACKAGES.items() if library in trouble}
    if packages:
        return f"apt install {' '.join(sorted(packages))}"
    return MEND_OPENCV if "cv2" in trouble else REINSTALL


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
