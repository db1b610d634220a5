"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "export.asked": _l("Copy of the own data asked for"),
    "export.begin": _l("Copy of the own data being made"),
    "export.finish": _l("Copy of the own data ready"),
    "export.fail": _l("Copy of the own data could not be made"),
    "export.taken": _l("Copy of the own data downloaded"),
    "export.end": _l("Copy of the own data deleted"),
    "erasure.asked": _l("Erasure asked for"),
    "erasure.call_off": _l("Erasure called off"),
    "erasure.refuse": _l("Erasure refused: something stands in the way"),
    "erasure.finish": _l("Erasure done"),
}

STATES = {
    "export": {
        "asked": _l("asked for"),
        "making": _l("being made"),
        "ready": _l("ready to take"),
        "failed": _l("failed"),
        "ended": _l("over"),
    },
    "erasure": {
        "waiting": _l("waiting"),
        "called_off": _l("called off"),
        "refused": _l("something stood in the way"),
        "done": _l("done"),
    },
}

NOUNS = {"export": _l("Export of data"), "erasure": _l("Erasure")}
