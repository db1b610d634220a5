"""What the races and drills share."""

import pytest

pytest.register_assert_rewrite("tests.support.books")  # its invariants say what differs
