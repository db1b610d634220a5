"""Where somebody comes who opens an address that only takes forms, and what a page says that failed."""

import pytest

from tests.support import clients

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(("address", "page"), [
    ("/cart/items", "/cart"), ("/o/{token}/receipt", "/o/{token}"), ("/o/{token}/receipt/undo", "/o/{token}"),
    ("/sell/meis-kiln/orders/{number}/shipment", "/sell/meis-kiln/orders/{number}"),
])  # fmt: skip
def test_an_address_for_forms_leads_a_reader_to_its_page(app, world, address, page):
    order = world.shipped()
    names = {"token": order.token, "number": order.number}
    mei = clients.browser(app, world.mei.owner)
    answer = mei.get(address.format(**names), headers=BROWSER)
    assert (answer.status_code, answer.location) == (303, page.format(**names))
    assert mei.get(answer.location, headers=BROWSER).status_code == 200


def test_programs_are_told_which_method_it_takes(app, world):
    answer = app.test_client().get("/cart/items", headers={"Accept": "application/json"})
    assert answer.status_code == 405 and "POST" in answer.headers["Allow"]
    assert app.test_client().get("/hooks/sandbox", headers=BROWSER).status_code == 405


@pytest.fixture
def faulty(app, monkeypatch):
    """The help page has a bug, and bugs are answered as in use."""
    monkeypatch.setattr(app, "testing", False)

    def bug(**_values):
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "site.help_index", bug)


def test_a_page_that_failed_can_be_tried_again_and_does_not_speak_of_what_was_typed(app, database, faulty):
    answer = app.test_client().get("/help?from=mei", headers=BROWSER | {"Accept-Language": "en"})
    assert answer.status_code == 500 and "Your input is still here" not in answer.text.split("<main", 1)[1]
    assert "It is our fault, not yours." in answer.text
    again = answer.text.rsplit("Try again", 1)[0].rsplit("<a ", 1)[1]
    assert 'href=""' in again and "from=mei" not in answer.text  # this address once more, and nothing of it repeated
