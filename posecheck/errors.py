"""The kinds of error that posecheck raises on purpose.

Each message is one line that says what happened and what to do about it.
"""


class PosecheckError(Exception):
    """Base of every error raised on purpose; the command line shows it in one line."""


class InputError(PosecheckError):
    """A clip, picture, folder or setting that cannot be used."""


class VideoError(InputError):
    """A video or picture that cannot be read at all."""


class StretchError(InputError):
    """A stretch that does not exist, or whose file is invalid."""


class RoutineError(InputError):
    """A routine that does not exist, or whose file is invalid."""


class ModelError(PosecheckError):
    """A pose model that is missing, damaged or not a pose model."""


class LandmarkerError(PosecheckError):
    """The pose landmarker failed or was used wrongly."""


class WorkerError(PosecheckError):
    """A machine that can score no clip, whichever it is given: it differs from this one."""


class HistoryError(PosecheckError):
    """The history of past sessions cannot be read or written."""


class CameraError(InputError):
    """A camera or stream that delivers no pictures."""


class CancelledError(PosecheckError):
    """An analysis that was told to end before it was complete."""


class WindowError(PosecheckError):
    """No window can be opened."""


class VoiceError(PosecheckError):
    """Nothing can be spoken: there is no speech engine or no sound device."""


NETWORKS = ".npz"
"""How the names of files end that posecheck ships, and no user gives."""

ASK_DOCTOR = "`posecheck doctor` says what to do"


def is_broken_install(error: BaseException) -> bool:
    """Whether something is missing that was installed: a library, a network of posecheck's own.

    Of OpenCV files can be missing: removing another one takes them.
    """
    if isinstance(error, FileNotFoundError):
        return str(error.filename).endswith(NETWORKS)
    if isinstance(error, AttributeError):
        return "module 'cv2'" in str(error)
    return isinstance(error, ImportError)
