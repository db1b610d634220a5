"""Somebody who publishes."""

from dataclasses import replace

import pytest

from storefront import accounts, policies


@pytest.fixture
def operator(database):
    """The operator."""
    return accounts.make_operator("+8613500135000")


@pytest.fixture
def set(operator):
    """`set(confirm_days=9)`: publish what holds now with something else in it; returns the row."""

    def publish(effective_at=None, **changes):
        return policies.publish(replace(policies.current(), **changes), operator, effective_at)

    return publish
