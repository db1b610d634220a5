"""What the races and drills share."""

import pytest

pytest.register_assert_rewrite("tests.support.books")  # its invariants say what differs


@pytest.fixture
def tell(capsys):
    """Print a figure, also where the test passes."""

    def say(text: str) -> None:
        with capsys.disabled():
            print(f"\n  {text}")

    return say
