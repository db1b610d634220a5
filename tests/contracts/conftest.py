"""Eyes for the contracts about what pages look like."""

import pytest

from storefront import accounts
from tests.support.looking import Eyes


@pytest.fixture
def eyes(phone, live_server):
    """Make eyes in a browser of their own: `eyes(person or None, "zh-CN")`."""

    def make(person, language: str) -> Eyes:
        page = phone(locale=language, is_mobile=False)
        if person is not None:
            token = accounts.open_session(person, "Chrome on Android", "")
            page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return Eyes(page, live_server.url, language)

    return make
