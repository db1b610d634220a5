"""A batch as a table, for banks and countries without a common file: one line per withdrawal. Nothing in it can be taken for a formula."""

import csv
import io

from storefront import ledger

BOM = "\ufeff"  # so that spreadsheets read it as UTF-8
HEAD = ("reference", "account_holder", "account_number", "bank", "amount", "currency", "shop")


def build(batch, lines: list) -> str:
    """The lines of a batch. `lines` are withdrawals with account and shop; amounts are plain numbers with a point."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    for line in lines:
        known = line.account.known
        texts = (line.code, known["holder"], known["number"], known["bank"])
        rows.writerow([*map(ledger.neutral, texts), line.amount.plain(), batch.currency, ledger.neutral(line.shop.slug)])
    return BOM + out.getvalue()
