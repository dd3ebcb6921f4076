"""Assessments to be written by every export."""

import pytest
from figures import assessed, clip, lunge

from posecheck.assess.assessor import Assessment


@pytest.fixture(scope="module")
def said() -> list[Assessment]:
    """A lunge of three seconds in which nobody is found for a moment."""
    some = assessed(clip(lunge(lean=20.0), 3.0))
    return [*some[:10], Assessment(some[10].time_s), *some[11:]]
