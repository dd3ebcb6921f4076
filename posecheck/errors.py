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


class ModelError(PosecheckError):
    """A pose model that is missing, damaged or not a pose model."""


class LandmarkerError(PosecheckError):
    """The pose landmarker was used wrongly or failed."""
