"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "media.Encoded": _l("Better formats of a picture are ready"),
}

MACHINERY = ("media.Encoded",)

MACHINERY = ("media.Encoded",)

NOUNS = {"picture": _l("Picture")}
