"""The market's own lists of words, held against what sellers write. catalog and shops ask through their `reviewers`; app.py adds it.

A line refuses: what was written is not kept, and the sentence says which word. A line that ends with a question mark lets it pass and
puts the thing into the queue of reports.
"""

from storefront import policies
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.moderation import rules
from storefront.moderation.reporting import find_words
from storefront.moderation.things import kinds


class Watch:
    """Reviews goods, shelves and shops when they are shown or renamed. `texts` are {field: what is written in it}."""

    def item(self, product, texts: dict[str, str]) -> None:
        """Raises Refused with the field."""
        self._look("item", product.id, self._found(texts, policies.current().banned_words))

    def shelf(self, name: str) -> None:
        """A shelf is a category of the shop: both lists count. Raises Refused."""
        held = policies.current()
        self._found({"name": name}, held.banned_words + held.banned_categories)

    def shop(self, shop, texts: dict[str, str]) -> None:
        """Raises Refused with the field."""
        self._look("shop", shop.id, self._found(texts, policies.current().banned_words))

    def _found(self, texts: dict[str, str], lines: tuple[str, ...]) -> list[str]:
        """The lines that ask for a look. Raises Refused for one that does not."""
        looks = []
        for field, text in texts.items():
            found = rules.banned(text, lines)
            if found is not None and not found[1]:
                raise Refused(_("“%(word)s” is not allowed on this market. Leave it out.", word=found[0]), field)
            if found is not None:
                looks.append(found[0])
        return looks

    def _look(self, kind: str, thing_id: int, looks: list[str]) -> None:
        if looks:
            find_words(kinds.get(kind).things([thing_id])[thing_id], ", ".join(dict.fromkeys(looks)))
