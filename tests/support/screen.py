"""A phone: a browser page that remembers everything that must not happen on it."""

from playwright.sync_api import BrowserContext, Page, expect

PATIENCE = 30_000  # milliseconds for something to show: far more than any page takes
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-GB",
}

expect.set_options(timeout=PATIENCE)


class Faults(list):
    """What went wrong on the pages of one context: script errors, refused content, answers of 500, requests to elsewhere."""

    def __init__(self, context: BrowserContext, home: str):
        super().__init__()
        self.home = home
        context.on("page", self.watch)
        context.on("request", self._requested)
        context.on("response", self._answered)

    def watch(self, page: Page) -> None:
        """Listen to one page of the context."""
        page.on("pageerror", lambda error: self._failed(page, error))
        page.on("console", self._said)

    def _failed(self, page: Page, error) -> None:
        # Between a page that glides and one that does not, the browser drops the glide and calls that an error.
        if "ViewTransition" not in str(error):
            self.append(f"script error on {page.url}: {error}")

    def _said(self, message) -> None:
        # The browser also reports every 404 and 422 as an error; those are answers, and 500 is caught below. A request that a newer one
        # replaces is called off, which htmx says in the console.
        if message.type == "error" and not message.text.startswith(
            ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        ):
            self.append(f"console: {message.text}")

    def _requested(self, request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.append(f"request to elsewhere: {request.url}")

    def _answered(self, response) -> None:
        if response.status >= 500:
            self.append(f"answer {response.status} to {response.request.method} {response.url}")
