"""What a seller writes about a customer."""

from storefront.kit.forms import AtMost, Base, TextAreaField
from storefront.kit.i18n import lazy_gettext as _l


class NoteForm(Base):
    """A note that only the shop reads."""

    note = TextAreaField(_l("Note"), [AtMost(1000)])
