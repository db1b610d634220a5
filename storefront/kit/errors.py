"""How the code says no.

A verb raises one of these; the web layer turns it into a page or a form error. Each carries one sentence that a person
can act on, already in the reader's language, and, where there is one, the name of the field it belongs to. Raised bare, each
still says something; an empty sentence is for forms whose fields have said it all.
"""

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext


class Refused(Exception):
    """A "no" with a reason a person can act on: 422, shown beside `field` where the form has such a field."""

    status = 422

    def __init__(self, sentence: str | None = None, field: str | None = None, **details):
        sentence = _("This request could not be read.") if sentence is None else sentence
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field
        self.details = details


class NotFound(Refused):
    """Not there, or not yours: 404, never 403, so that nobody learns which of the two it is."""

    status = 404

    def __init__(self, sentence: str = "", field: str | None = None, **details):
        super().__init__(sentence, field, **details)


class Gone(NotFound):
    """It was here and is no longer: 410 with a way on."""

    status = 410


class Changed(Refused):
    """Somebody was faster, or the thing is in another state by now: 409. Without a sentence of its own it says so."""

    status = 409

    def __init__(self, sentence: str = "", field: str | None = None, **details):
        super().__init__(sentence or _("Someone was faster. Have a look at how it stands now."), field, **details)


class TooMany(Refused):
    """A limit was reached: 429. `retry_after` is in whole seconds. Without a sentence of its own it says when to come back."""

    status = 429

    def __init__(self, sentence: str = "", field: str | None = None, retry_after: int = 60, **details):
        self.retry_after = max(1, int(retry_after))
        super().__init__(sentence or _come_back(self.retry_after), field, **details)


def _come_back(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes < 100:
        return ngettext(
            "That was too often. Try again in %(num)s minute.", "That was too often. Try again in %(num)s minutes.", minutes
        )
    hours = -(-minutes // 60)
    return ngettext("That was too often. Try again in %(num)s hour.", "That was too often. Try again in %(num)s hours.", hours)


class Invalid(Refused):
    """The request itself makes no sense (a quantity of -1, a broken token): 400."""

    status = 400
