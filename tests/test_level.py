"""What the soak takes for growth, and what not."""

import random

import pytest

from torture.level import level
from torture.soak import RISE


def measured(value, seconds=1800):
    """A value each second."""
    return [(5000.0 + second, value(second)) for second in range(seconds)]


def test_what_grows_is_told_by_how_much_in_half_an_hour():
    dice = random.Random(1)
    found = level(measured(lambda second: 1000 + second / 10 + dice.uniform(-40, 40)))
    assert found.rise == pytest.approx(180, abs=20)
    assert found.height == pytest.approx(1135, abs=20)


def test_filling_up_saw_teeth_and_a_peak_are_no_growth():
    def value(second):
        filling = min(second, 700) / 2
        teeth = 30 * (second % 300) / 300
        return 500 + filling + teeth + (400 if 1600 < second < 1640 else 0)

    found = level(measured(value))
    assert abs(found.rise) < RISE * found.height
    assert found.height == pytest.approx(865, abs=20)


def test_a_step_in_the_second_half_is_growth():
    found = level(measured(lambda second: 100 if second < 1350 else 200))
    assert found.rise > RISE * found.height


@pytest.mark.parametrize("seen", [[], measured(lambda second: second, 150)])
def test_too_short_a_run_has_no_level(seen):
    assert level(seen) is None
