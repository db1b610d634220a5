"""The statement as a file that spreadsheets open: nothing in it can be taken for a formula."""

import csv
import io
from zoneinfo import ZoneInfo

from storefront.kit.i18n import gettext as _
from storefront.ledger.statements import Month, every_line, statement

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # so that spreadsheets read it as UTF-8


def neutral(text: object) -> str:
    """A cell of text that no spreadsheet takes for a formula: an apostrophe goes before what could begin one."""
    whole = str(text)
    line = whole.replace("\r", " ").replace("\n", " ")
    return f"'{line}" if whole.startswith(_DANGEROUS) or line.strip().startswith(_DANGEROUS) else line


def statement_csv(shop, month: Month) -> str:
    """The shop's month: opening balance, every line with its order, closing balance. Amounts are plain numbers of our own."""
    book, zone = statement(shop, month, limit=0), ZoneInfo(shop.time_zone)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Date"), _("Time"), _("What"), _("Order"), _("Amount"), _("Balance"), _("Currency"), _("Note")])
    rows.writerow([month.key + "-01", "", _("Opening balance"), "", "", book.opening.plain(), shop.currency, ""])
    for line in every_line(shop, month):
        at = line.at.astimezone(zone)
        number, after = neutral(line.number), line.balance.plain()
        rows.writerow(
            [
                f"{at:%Y-%m-%d}",
                f"{at:%H:%M}",
                neutral(line.words),
                number,
                line.amount.plain(),
                after,
                shop.currency,
                neutral(line.note),
            ]
        )
    rows.writerow(["", "", _("Closing balance"), "", "", book.closing.plain(), shop.currency, ""])
    return BOM + out.getvalue()
