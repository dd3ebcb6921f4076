"""The paced breath over the seconds held."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.coach.breath import IN_S, OUT_S, Breath, breathing


@given(held_s=st.floats(0, 3600))
def test_the_breath_is_four_seconds_in_and_six_out(held_s):
    now, later = breathing(held_s), breathing(held_s + IN_S + OUT_S)
    assert 0 <= now.share < 1
    assert later.fullness == pytest.approx(now.fullness, abs=1e-6) or now.share in (0, 1)
    assert (now.breath is Breath.IN) == (held_s % 10 < 4)


def test_the_lungs_fill_and_empty_without_a_jump():
    full = [breathing(i / 100).fullness for i in range(2001)]
    assert max(full) == pytest.approx(1.0)
    assert min(full) == 0.0
    assert max(abs(b - a) for a, b in pairwise(full)) <= 0.01 / IN_S + 1e-9
