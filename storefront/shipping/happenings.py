"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "shipping.ParcelSent": _l("A parcel left"),
    "parcel.correct": _l("Courier number corrected"),
    "order.parcel_back": _l("One of several parcels taken back"),
    "parcel.take_back": _l("Parcel taken back"),
    "parcel.deliver": _l("Parcel delivered"),
}

STATES = {
    "parcel": {
        "sent": _l("on its way"),
        "delivered": _l("arrived at the buyer"),
        "undone": _l("taken back"),
    },
}

NOUNS = {"parcel": _l("Parcel")}
