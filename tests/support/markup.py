"""Pages as trees, with nothing but the standard library: what the contracts about markup ask."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path", "use"}


class Element:
    """One element: `tag`, `attributes` (a bare one has the value ""), `parent`, `children`, `text` directly inside it."""

    def __init__(self, tag: str, attributes: dict, parent: "Element | None", line: int):
        self.tag, self.attributes, self.parent, self.line = tag, attributes, parent, line
        self.children: list[Element] = []
        self.text = ""

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def __repr__(self) -> str:
        shown = " ".join(f'{name}="{value[:60]}"' for name, value in self.attributes.items() if name not in ("class", "d"))
        return f"<{self.tag} {shown}>"

    def walk(self):
        """It and everything inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def inside(self, *tags: str) -> "Element | None":
        """The nearest ancestor with one of these tags."""
        above = self.parent
        while above is not None and above.tag not in tags:
            above = above.parent
        return above


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.here = Element("", {}, None, 0)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here, self.getpos()[0])
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here, self.getpos()[0]))

    def handle_endtag(self, tag):
        above = self.here
        while above is not self.root and above.tag != tag:
            above = above.parent
        if above is not self.root:
            self.here = above.parent

    def handle_data(self, data):
        self.here.text += data


class Tree:
    """A page, or a fragment of one."""

    def __init__(self, text: str):
        reader = _Reader()
        reader.feed(text)
        self.root = reader.root
        self.elements = list(self.root.walk())[1:]
        self.by_id = {element["id"]: element for element in self.elements if "id" in element}

    def all(self, *tags: str) -> list[Element]:
        """Elements with one of these tags, in order."""
        return [element for element in self.elements if element.tag in tags]

    def having(self, *names: str) -> list[Element]:
        """Elements with one of these attributes."""
        return [element for element in self.elements if any(name in element for name in names)]

    def form_of(self, element: Element) -> Element | None:
        """The form that an element belongs to."""
        return self.by_id.get(element["form"]) if "form" in element else element.inside("form")
