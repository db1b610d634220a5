"""A region is a block with one root that bears its name: it can be asked for alone, and is the same as in its page."""

import re

import pytest

from tests.support.markup import Tree
from tests.support.pages import LivedIn, examples
from tests.support.visiting import Visitors

LAYOUTS = ("layout.html", "layout_plain.html", "layout_seller.html", "layout_admin.html", "site/_text.html")
NAMED = {"toast": "toasts"}  # the live region that says it stays in its place and is called after all that it says
_BEFORE = re.compile(r"\A(\s|{#.*?#}|{%-?\s*(set|if|for|with|from|import)\b.*?%})*", re.S)


def templates(app) -> list[str]:
    return [
        name for name in app.jinja_env.list_templates() if name.endswith(".html") and name != "ui.html" and name not in LAYOUTS
    ]


@pytest.fixture(scope="module")
def layout_blocks(app) -> set[str]:
    """Names of blocks that pages fill in."""
    return {block for name in LAYOUTS for block in app.jinja_env.get_template(name).blocks}


def regions_of(app, name: str, layout_blocks: set[str]) -> list[str]:
    return [block for block in app.jinja_env.get_template(name).blocks if block not in layout_blocks]


def id_of(block: str) -> str:
    return NAMED.get(block, block.replace("_", "-"))


def test_a_region_begins_with_the_element_of_its_name(app, layout_blocks):
    wrong = []
    for name in templates(app):
        source = app.jinja_env.loader.get_source(app.jinja_env, name)[0]
        for block in regions_of(app, name, layout_blocks):
            body = re.search(rf"{{%-?\s*block\s+{block}\b[^%]*%}}(.*)", source, re.S)[1]
            first = re.match(r"<[^>]*>", body[_BEFORE.match(body).end() :])
            if first is None or f'id="{id_of(block)}"' not in first[0]:
                wrong.append(f"{name}#{block}: {first[0] if first else body[:60]!r}")
    assert not wrong, "\n".join(wrong)


def test_templates_leave_out_of_band_marks_to_the_way_out(app):
    assert not [
        name
        for name in app.jinja_env.list_templates()
        if "hx-swap-oob" in app.jinja_env.loader.get_source(app.jinja_env, name)[0]
    ]


def test_every_region_comes_alone_as_it_stands_in_its_page(app, world, layout_blocks, monkeypatch):
    """Each example is asked for again with each of its regions as the target."""
    from storefront.kit import hypermedia

    visitors, rendered = Visitors(app, LivedIn(world)), []
    render = hypermedia.render
    monkeypatch.setattr(hypermedia, "render", lambda name, **context: rendered.append(name) or render(name, **context))
    wrong, seen = [], set()
    for example in examples(visitors.place):
        if example.sends is not None or example.status != 200:
            continue
        rendered.clear()
        client = visitors.arrive(example)
        whole = Tree(client.get(example.url).text)
        page = next((name for name in rendered if "/" in name and f"{name.split('/')[-1]}"[0] != "_"), "")
        regions = regions_of(app, page, layout_blocks) if page and "#" not in page else []
        for block in regions:
            if id_of(block) not in whole.by_id:
                continue
            seen.add(f"{page}#{block}")
            target = {"HX-Request": "true", "HX-Target": id_of(block)}
            if list(problems(client.get(example.url, headers=target), id_of(block), whole)):
                whole = Tree(client.get(example.url).text)  # the first look marks notices as read
            answer = client.get(example.url, headers=target)
            wrong += [f"{example.name} {page}#{block}: {said}" for said in problems(answer, id_of(block), whole)]
    assert not wrong, f"{len(wrong)} times\n" + "\n".join(sorted(set(wrong)))
    assert len(seen) > 20, seen  # the walk really saw them


def problems(answer, wanted: str, whole: Tree):
    """What is wrong with a region that came alone. What comes with it is marked out of band and has its place on the page."""
    if answer.status_code == 204:
        return
    first, *others = Tree(answer.text).root.children or [None]
    if answer.status_code != 200 or first is None or first["id"] != wanted or "hx-swap-oob" in first:
        yield f"answered {answer.status_code} with {first}"
        return
    for other in others:
        if "hx-swap-oob" not in other or other["id"] not in whole.by_id:
            yield f"a second root {other}"
    if outline(first) != outline(whole.by_id[wanted]):
        yield "is not what stands in the page"
    if "HX-Target" not in answer.headers.get("Vary", ""):
        yield "does not say that it varies"


def outline(element) -> list[tuple]:
    """What an element is made of, without the keys and codes that differ from one rendering to the next."""
    return [(each.tag, each["class"], each["name"], each["type"]) for each in element.walk()]
