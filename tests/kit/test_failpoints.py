"""MICROSTORE_FAILPOINTS: the places where a drill ends a server or keeps it waiting."""

import signal

import pytest

from storefront.kit import failpoints
from storefront.kit.config import BadConfig


@pytest.fixture(autouse=True)
def disarmed():
    yield
    failpoints.disarm()


def test_at_a_named_place_the_process_ends_or_waits_and_at_others_nothing_happens(monkeypatch):
    done = []
    monkeypatch.setattr(failpoints.os, "kill", lambda _process, how: done.append(how))
    monkeypatch.setattr(failpoints.time, "sleep", done.append)
    failpoints.configure("orders.placing.create done, payments.arriving.arrived kept=2.5", production=False)
    for name in ("orders.placing.create", "payments.arriving.arrived"):
        for moment in ("begun", "done", "kept"):
            failpoints.at(name, moment)
    assert done == [signal.SIGKILL, 2.5]


@pytest.mark.parametrize(
    "text", ["orders.placing.create", "orders.placing.create soon", " done", "orders.placing.create done=long"]
)
def test_what_names_no_place_stops_the_start(text):
    with pytest.raises(BadConfig, match="MICROSTORE_FAILPOINTS"):
        failpoints.configure(text, production=False)


def test_nothing_is_armed_without_the_setting_and_never_in_production():
    failpoints.configure("", production=True)
    with pytest.raises(RuntimeError):
        failpoints.configure("orders.placing.create done", production=True)
