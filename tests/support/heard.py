"""The words of a page, as people read or hear them."""

from html.parser import HTMLParser

SPOKEN = ("aria-label", "title", "placeholder", "alt")
EXACT = {"script", "style", "code", "pre", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use", "path"}


class Heard(HTMLParser):
    """The texts of a page that are words for people."""

    def __init__(self, html: str):
        super().__init__()
        self.texts, self._inside = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.texts += [values[name] for name in SPOKEN if values.get(name)]
        if tag == "input" and values.get("type", "text") in ("text", "search", "submit") and values.get("value"):
            self.texts.append(values["value"])
        if tag not in VOID:
            self._inside.append((tag, tag in EXACT or "books__id" in values.get("class", "").split()))

    def handle_endtag(self, tag):
        while self._inside and tag in [name for name, _exact in self._inside]:
            if self._inside.pop()[0] == tag:
                break

    def handle_data(self, data):
        if data.strip() and not any(exact for _name, exact in self._inside):
            self.texts.append(" ".join(data.split()))
