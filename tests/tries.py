"""How much Hypothesis tries: little in the suite, a hundred times as much in a torture.

``HYPOTHESIS_PROFILE=torture pytest tests/test_readers.py`` is such a torture.
"""

import os

from hypothesis import settings

TORTURE = os.environ.get("HYPOTHESIS_PROFILE") == "torture"


def load_profile() -> None:
    """In the suite the same examples on every machine and every run; none fails for being slow."""
    count = 5000 if TORTURE else 50
    settings.register_profile(
        "partv", deadline=None, derandomize=not TORTURE, max_examples=count, print_blob=True
    )
    settings.load_profile("partv")


def tries(count: int) -> settings:
    """So many examples, where the profile's number is too many or too few."""
    return settings(max_examples=100 * count if TORTURE else count)
