"""Every error on purpose can be caught as one kind, and bad input as another."""

from inspect import getmembers, isclass

import pytest

from posecheck import errors

KINDS = [kind for _, kind in getmembers(errors, isclass)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_one_of_posechecks_and_keeps_its_message(kind):
    with pytest.raises(errors.PosecheckError, match=r"clip\.mp4: what is wrong"):
        raise kind("clip.mp4: what is wrong")
    assert kind.__doc__


@pytest.mark.parametrize("kind", [errors.VideoError, errors.StretchError, errors.CameraError])
def test_what_the_user_named_wrongly_is_an_input_error(kind):
    assert issubclass(kind, errors.InputError)


def test_a_broken_installation_is_no_input_error():
    assert not issubclass(errors.LandmarkerError, errors.InputError)


@pytest.mark.parametrize(
    ("error", "broken"),
    [
        (AttributeError("module 'cv2' has no attribute 'cvtColor'"), True),
        (ImportError("libGL.so.1: cannot open shared object file"), True),
        (AttributeError("'NoneType' object has no attribute 'shape'"), False),
        (ValueError("module 'cv2'"), False),
    ],
)
def test_a_broken_install_is_told_from_a_fault_of_posecheck(error, broken):
    assert errors.is_broken_install(error) is broken
