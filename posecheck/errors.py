"""The few kinds of error that posecheck raises on purpose.

Each message is one line: what happened and what to do about it.
"""


class PosecheckError(Exception):
    """Base of every error raised on purpose; the command line shows it in one line."""


class InputError(PosecheckError):
    """A clip, picture, folder or setting that cannot be used."""


class VideoError(InputError):
    """A video or picture that cannot be read at all."""


class StretchError(InputError):
    """A stretch description that does not hold together."""


class RoutineError(InputError):
    """A routine that does not exist or whose description does not hold together."""


class ModelError(PosecheckError):
    """A pose model that is missing, damaged or not a pose model."""


class LandmarkerError(PosecheckError):
    """The pose landmarker was used wrongly or failed."""


class HistoryError(PosecheckError):
    """The history of past sessions cannot be read or written."""


class CameraError(InputError):
    """A camera or stream that gives no pictures."""


class WindowError(PosecheckError):
    """No window can be opened."""


class VoiceError(PosecheckError):
    """Nothing can be said aloud."""
