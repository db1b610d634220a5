"""What somebody confirms before they are forgotten."""

from wtforms import BooleanField

from storefront.kit.forms import Base, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l


class ErasureForm(Base):
    """One tick: it cannot be taken back later."""

    sure = BooleanField(_l("I know that nobody can bring it back after that day."))

    def validate_sure(self, field):
        if not field.data:
            raise ValidationError(_("Tick this first."))
