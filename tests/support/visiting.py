"""Going through the examples of tests.support.pages with the test client: one browser for each person."""

import io

from tests.support import clients
from tests.support.pages import Example, LivedIn


class Visitors:
    """`get(example)` is its answer, as the person sees it whose page it is."""

    def __init__(self, app, place: LivedIn, language: str = "en"):
        self.app, self.place, self.language = app, place, language
        self._browsers = {}

    def browser(self, who: str):
        """The test client of a person; visitors have a new one each time."""
        if who not in self._browsers:
            client = clients.browser(self.app, self.place.people[who] if who else None, HTTP_ACCEPT_LANGUAGE=self.language)
            if not who:
                return client
            self._browsers[who] = client
        return self._browsers[who]

    def arrive(self, example: Example):
        """The browser in which an example can be opened: whatever leads to it has been done there."""
        client = self.browser(example.who)
        for url, data in example.before:
            client.post(url, data=data)
        return client

    def get(self, example: Example):
        """The answer to an example: a page, or what a post is answered with."""
        client = self.arrive(example)
        if example.sends is None:
            return client.get(example.url)
        data = dict(example.sends)
        if example.file:
            name, filename, body = example.file
            data[name] = (io.BytesIO(body), filename)
        return client.post(example.url, data=data)
