"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "reviews.Written": _l("Review written"),
    "reviews.Answered": _l("Review answered by the shop"),
    "reviews.Hidden": _l("Review hidden by the market"),
    "reviews.Shown": _l("Review shown again"),
    "review.edit": _l("Review changed by its writer"),
}

STATES = {
    "review": {
        "shown": _l("on the page"),
        "hidden": _l("hidden"),
    },
}

NOUNS = {"review": _l("Review")}
