"""What a page says once after something was done on another one: "Deleted. Undo"."""

from dataclasses import dataclass

from flask import request

from storefront.catalog.forms import CODE
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext


@dataclass(frozen=True)
class Toast:
    """One sentence, and the address that undoes it."""

    text: str
    undo: str | None = None


def toasts(shop) -> list[Toast]:
    """The toast that the address asks for (`said`, `code`), if any."""
    said, code = request.args.get("said", ""), request.args.get("code", "")
    item = f"/sell/{shop.slug}/items/{code}" if CODE.fullmatch(code) else ""
    shelf = f"/sell/{shop.slug}/collections/{code}" if code.replace("-", "").isalnum() else ""
    number = request.args.get("n", "")
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    known = {
        "deleted": (_("Deleted."), item and f"{item}/undelete"),
        "off": (_("Taken off sale."), item and f"{item}/sale"),
        "back": (_("It is on sale again."), None),
        "undone": (_("It is back."), None),
        "saved": (_("Saved."), None),
        "draft": (_("Saved as a draft."), None),
        "first": (_("It stands first in your shop now."), None),
        "sale": (ngettext("%(num)s item is on sale.", "%(num)s items are on sale.", count), None),
        "shelf-deleted": (_("Collection deleted. Its items stay in your shop."), shelf and f"{shelf}/undelete"),
    }
    return [Toast(known[said][0], known[said][1] or None)] if said in known else []
