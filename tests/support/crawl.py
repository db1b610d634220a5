"""The forms that pages offer, with the values they come with: what a person would send who changes nothing."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Reads a page: its elements as (tag, attributes), its links, and its forms as (action, method, {name: [values]})."""

    def __init__(self, html: str):
        super().__init__()
        self.elements, self.links, self.forms = [], [], []
        self._form = self._select = self._area = None
        self._loose = []
        self.feed(html)
        self.close()
        by_id = {form["id"]: form for form in self.forms if form["id"]}
        for form_id, name, value in self._loose:
            if form_id in by_id:
                by_id[form_id]["fields"].setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.elements.append((tag, attrs))
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        elif tag == "form":
            self._form = {
                "id": values.get("id"),
                "action": values.get("action", ""),
                "method": values.get("method", "get").lower(),
                "fields": {},
            }
            self.forms.append(self._form)
        elif tag in ("input", "button", "select", "textarea") and values.get("name"):
            self._field(tag, values)
        elif tag == "option" and self._select:
            if "selected" in values or not self._select[1]:
                self._select[1][:] = [values.get("value", "")]

    def _field(self, tag: str, values: dict) -> None:
        name, value = values["name"], values.get("value") or ""
        if tag == "select":
            self._select = (name, [])
            self._put(values, name, self._select[1])
        elif tag == "textarea":
            self._area = [""]
            self._put(values, name, self._area)
        elif not (values.get("type") in ("checkbox", "radio") and "checked" not in values) and values.get("type") != "file":
            self._put(values, name, [value])

    def _put(self, values: dict, name: str, held: list) -> None:
        if values.get("form"):
            self._loose += [(values["form"], name, value) for value in held or [""]]
        elif self._form is not None:
            self._form["fields"].setdefault(name, []).append(held)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area is not None:
            self._area[0] += data


def fields_of(form: dict) -> dict[str, list[str]]:
    """{name: values} of a form."""
    return {
        name: [text for held in values for text in (held if isinstance(held, list) else [held])]
        for name, values in form["fields"].items()
    }


def forms_on(app, pages) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """{endpoint: (path, fields)} of the forms that post something, on `pages` (their HTML). The fullest form of an endpoint counts."""
    urls, found = app.url_map.bind("localhost"), {}
    for html in pages:
        for form in Page(html).forms:
            path = urlsplit(form["action"]).path
            if form["method"] != "post" or not path:
                continue
            try:
                endpoint, _values = urls.match(path, "POST")
            except HTTPException:
                continue
            fields = fields_of(form)
            if endpoint not in found or len(fields) > len(found[endpoint][1]):
                found[endpoint] = (path, fields)
    return found
