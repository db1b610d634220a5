"""Templates are compiled into quicker calls, and show what Jinja's own show."""

import pytest
from jinja2 import UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup

from storefront.kit import i18n


@pytest.fixture
def draw(app):
    def drawn(source: str, **context) -> str:
        return app.jinja_env.from_string(source).render(context)

    return drawn


def test_a_sentence_is_said_in_the_language_of_the_moment(draw):
    said = {}
    for tag in ("en", "zh-CN", "en"):
        with i18n.speaking(tag):
            said[tag] = draw('{{ _("Checkout") }}|{{ _("Ships in %(time)s", time=word) }}', word="<b>")
    assert said == {
        "en": "Checkout|Ships in &lt;b&gt;",
        "zh-CN": f"{_in_chinese('Checkout')}|{_in_chinese('Ships in %(time)s', time='&lt;b&gt;')}",
    }


def _in_chinese(message: str, **values) -> str:
    with i18n.speaking("zh-CN"):
        return i18n.gettext(message, **values)


def test_a_sentence_is_text_and_no_markup(draw):
    assert draw('{{ _("<b>one & all</b>") }}') == "&lt;b&gt;one &amp; all&lt;/b&gt;"
    assert draw('{{ _("<b>%(who)s</b>", who=who) }}', who=Markup("<i>")) == "&lt;b&gt;&lt;i&gt;&lt;/b&gt;"


def test_what_a_template_calls_by_the_same_names_is_its_own(draw):
    assert draw("{% for _ in rows %}{{ _('x') }}{% endfor %}", rows=[str.upper, str.title]) == "XX"
    assert draw("{% set ui = mine %}{{ ui.icon('a') }}", mine={"icon": lambda name: f"own {name}"}) == "own a"
    assert (
        draw("{% macro tag(x) %}[{{ x }}]{% endmacro %}{% macro two(tag) %}{{ tag('y') }}{% endmacro %}{{ two(f) }}", f=str.upper)
        == "Y"
    )


@pytest.mark.parametrize(
    "call",
    ["m('a')", "m('a', 'b')", "m(two='b', one='a')", "m('a', data_x='<', hidden=True)", "m(one='a', **{'hx-get': '/'})", "m()"],
)
def test_a_macro_draws_what_jinjas_own_draws(draw, app, monkeypatch, call):
    source = (
        "{% macro m(one, two='<2>') %}{{ one }}/{{ two }}/{{ kwargs|dictsort }}/{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}"
        f"{{{{ {call} }}}}{{% call {call} %}}<i>{{{{ 1 }}}}</i>{{% endcall %}}"
    )

    def seen() -> str:
        try:
            return draw(source)
        except UndefinedError as error:
            return str(error)

    ours = seen()
    monkeypatch.setattr(type(app.jinja_env), "drawing", staticmethod(Macro))
    assert ours == seen()


def test_a_macro_refuses_what_it_does_not_take(draw):
    for call in ("m(1, 2)", "m(other=1)", "m(1, one=1)"):
        with pytest.raises(TypeError):
            draw(f"{{% macro m(one) %}}{{{{ one }}}}{{% endmacro %}}{{{{ {call} }}}}")
    with pytest.raises(UndefinedError, match="No caller defined"):
        draw("{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}")


def test_what_a_macro_draws_is_markup_and_what_it_prints_is_not(draw):
    source = "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{% set drawn = m(word) %}{{ drawn }}{{ drawn is escaped }}"
    assert draw(source, word="<") == "<b>&lt;</b>True"
