"""Talking to a payment service over HTTP: an answer or a plain failure, in time, and nowhere else than where it was sent."""

import socket

import pytest
from werkzeug import Response

from storefront.payments.carrier import LARGEST_ANSWER, Http, Unreachable


@pytest.fixture
def carrier():
    return Http(seconds=30)  # whoever answers here does so at once, but for a machine that is busy


def test_an_answer_is_brought_whatever_it_says(httpserver, carrier):
    httpserver.expect_request("/ok", method="POST", data=b"hello", headers={"Key": "1"}).respond_with_data("fine", 200)
    httpserver.expect_request("/no").respond_with_data("no", 422)
    httpserver.expect_request("/broken").respond_with_data("later", 503)
    assert carrier.send("POST", httpserver.url_for("/ok"), {"Key": "1"}, b"hello") == (200, b"fine")
    assert carrier.send("GET", httpserver.url_for("/no"), {}) == (422, b"no")
    assert carrier.send("GET", httpserver.url_for("/broken"), {}) == (503, b"later")


def test_redirects_are_not_followed(httpserver, carrier):
    httpserver.expect_request("/away").respond_with_response(Response("", 302, {"Location": "http://169.254.169.254/"}))
    assert carrier.send("GET", httpserver.url_for("/away"), {})[0] == 302


def test_a_proxy_of_the_environment_is_not_used(httpserver, carrier, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    httpserver.expect_request("/ok").respond_with_data("fine")
    assert Http().send("GET", httpserver.url_for("/ok"), {}) == (200, b"fine")


def test_nobody_there_is_unreachable(carrier):
    for url in ("http://127.0.0.1:1/", "nonsense"):
        with pytest.raises(Unreachable):
            carrier.send("GET", url, {})


def test_a_service_that_says_nothing_is_unreachable():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(Unreachable):
            Http(seconds=0.5).send("GET", f"http://127.0.0.1:{silent.getsockname()[1]}/", {})


def test_an_endless_answer_is_cut(httpserver):
    httpserver.expect_request("/much").respond_with_data(b"x" * (LARGEST_ANSWER + 10))
    assert len(Http().send("GET", httpserver.url_for("/much"), {})[1]) == LARGEST_ANSWER
