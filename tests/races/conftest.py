"""What the races and drills share."""

import pytest


@pytest.fixture
def tell(capsys):
    """Print a figure, also where the test passes."""

    def say(text: str) -> None:
        with capsys.disabled():
            print(f"\n  {text}")

    return say
