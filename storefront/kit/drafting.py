"""Ready words for somebody else: in the language of whoever reads them, and beside them the same for whoever sends them.

    drafting.draft([("zh-CN", "Mei's Kiln")], words.draft_nothing)

`make` says the words in the language that is spoken, names, sums and days included. Readers of several languages get it in each of them,
one below the other, in the order of the readers; where nobody is known to read it, it is in the writer's own language.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from storefront.kit.i18n import babel_locale, language, speaking
from storefront.kit.i18n import gettext as _


class Draft(NamedTuple):
    """What a field begins with. `note` says for whom it is in which language ("" where nobody is known), `aid` is the same in the
    writer's own language ("" where the text has it), `language` the only one it is in (None where there are several)."""

    text: str
    note: str
    aid: str
    language: str | None

    def hint(self, what: str) -> str:
        """What a field says of itself, and for whom it is written."""
        return what + _(" ") + self.note if what and self.note else what or self.note


def draft(readers: Iterable[tuple[str, str]], make: Callable[[], str]) -> Draft:
    """The ready words of `make` for `readers`: [(language, what the writer calls them)]."""
    readers = list(readers)
    tags = languages(readers)
    text = "\n\n".join(said_in(tag, make) for tag in tags)
    return Draft(text, _note(readers), "" if language() in tags else make(), tags[0] if len(tags) == 1 else None)


def languages(readers: Iterable[tuple[str, str]]) -> list[str]:
    """The languages that readers read, each once; the one that is spoken where there are no readers."""
    return list(dict.fromkeys(tag for tag, _who in readers)) or [language()]


def said_in(tag: str, make: Callable[[], str]) -> str:
    """What `make` says in a language."""
    with speaking(tag):
        return make()


def _note(readers: list[tuple[str, str]]) -> str:
    if not readers:
        return ""
    for_whom = {tag: _all(who for of, who in readers if of == tag) for tag in languages(readers)}
    parts = (_("%(who)s in %(language)s", who=who, language=_name_of(tag)) for tag, who in for_whom.items())
    return _("Written for %(readers)s.", readers=_all(parts))


def _name_of(tag: str) -> str:
    """ "Chinese", "中文"."""
    return babel_locale(tag).get_language_name(babel_locale(language()).language)


def _all(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B, and C"."""
    from babel.lists import format_list

    return format_list(list(dict.fromkeys(names)), locale=babel_locale(language()))
