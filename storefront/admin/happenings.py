"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "shop.note": _l("Note about a shop, by staff"),
    "delivery.retry": _l("Failed work tried again"),
    "message.retry": _l("Failed message sent again"),
    "job.dismiss": _l("Failed job marked as seen"),
    "failure.tick_off": _l("What failed was ticked off"),
    "failure.tick_off_all": _l("A list of what failed was ticked off"),
}

NOUNS = {
    "delivery": _l("Delivery of news"),
    "job_failure": _l("Failed job"),
    "message": _l("Text or mail"),
}
