"""What we compare with, on the same server: hello-world, and a plain Flask + Jinja page of twenty items without any database."""

from flask import Flask

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1><ul>
{% for item in items %}<li class="card"><article><a href="/p/{{ item.code }}"><img src="/i/{{ item.code }}.jpg" width="320" height="320" alt="">
<h3>{{ item.name }}</h3></a><p>{{ item.words }}</p><data value="{{ item.price }}">{{ item.price }}</data><form method="post" action="/cart"><input type="hidden"
name="item" value="{{ item.code }}"><button>Add to bag</button></form></article></li>{% endfor %}</ul></main></body></html>"""


def hello():
    """A WSGI app that says hello."""
    app = Flask("hello")

    @app.get("/")
    def index():
        return "hello"

    return app


def page():
    """A WSGI app with one Jinja page of about 17 KB."""
    app = Flask("page")
    template = app.jinja_env.from_string(_PAGE)  # once, as a template file would be
    items = [
        {
            "code": f"K7Q{n}",
            "name": f"Sunday mug number {n}",
            "words": "Thrown by hand, so yours will differ a little. " * 10,
            "price": 12800 + n,
        }
        for n in range(20)
    ]

    @app.get("/")
    def index():
        return template.render(title="Mugs", items=items)

    return app
