"""Every address that answers with a page has an example in tests/support/pages/, and every example answers as it says."""

import pytest

from tests.support.pages import NOT_PAGES, LivedIn, examples
from tests.support.visiting import Visitors


@pytest.fixture
def visitors(app, world):
    return Visitors(app, LivedIn(world))


def test_every_address_is_an_example_or_no_page(app, world):
    known = {example.endpoint for example in examples(LivedIn(world))} | set(NOT_PAGES)
    looked_at = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert not sorted(looked_at - known), "add an example of each to tests/support/pages/"
    assert not sorted(set(NOT_PAGES) - {rule.endpoint for rule in app.url_map.iter_rules()}), "these are gone"


def test_every_example_answers_as_it_says(visitors):
    wrong = []
    for example in examples(visitors.place):
        answer = visitors.get(example)
        if answer.status_code != example.status or answer.mimetype != "text/html":
            wrong.append(f"{example.name} {example.url}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
