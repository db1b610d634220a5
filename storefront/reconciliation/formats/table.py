"""CSV: any delimiter, any order of columns. The map of columns is guessed from their names, and people can put it right."""

import csv
import io
import re
from collections.abc import Iterator

from storefront.kit import money
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation.formats.plain import Bad, Options, Read, Row, Unreadable, is_currency, moment, signed

WIDEST = 60  # columns
LONGEST = 2000  # characters of a cell
_NAMES = {
    "at": "created_utc created date datetime time timestamp booking_date bookingdate transaction_date value_date available_on settled_at "
    "buchungstag buchungsdatum valuta valutadatum datum 日期 时间 交易时间 记账日期 交易日期 入账时间",
    "reference": "id transaction_id transactionid txn_id source reference_id provider_reference payment_id balance_transaction_id charge_id "
    "transaction 交易号 流水号 交易流水号 业务流水号 支付宝交易号 微信订单号 bank_reference bankreferenz referenz buchungsreferenz",
    "ours": "merchant_reference merchantreference order_id reference client_reference our_reference custom_reference end_to_end_id "
    "endtoendid kundenreferenz customer_reference 商户订单号 商户号订单 商户流水号",
    "kind": "type kind transaction_type category reporting_category event_type 类型 业务类型 交易类型",
    "amount": "gross amount gross_amount betrag umsatz total value 金额 交易金额 订单金额 发生额",
    "credit": "credit paid_in deposit money_in haben gutschrift 收入 收入金额 贷方金额 贷方",
    "debit": "debit paid_out withdrawal money_out soll lastschrift 支出 支出金额 借方金额 借方",
    "fee": "fee fees commission charges gebühr gebuehr 手续费 服务费",
    "currency": "currency currency_code waehrung währung ccy 币种 货币",
    "words": "description details memo text verwendungszweck payee purpose remark name narrative 备注 摘要 说明",
}
SYNONYMS = {name: column for column, names in _NAMES.items() for name in names.split()}
RANKS = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
_KINDS = (
    (
        "other",
        ("refund_fail", "refund fail", "failed_refund", "failed refund", "refund_return", "退款失败", "退款退回"),
    ),  # it came back
    ("refund", ("refund", "reversal", "chargeback", "rückerstattung", "退款")),
    ("transfer", ("payout", "transfer", "settlement", "withdraw", "提现", "结算", "转账")),
    ("fee", ("fee", "commission", "手续费", "gebühr")),
    ("capture", ("capture", "payment", "charge", "sale", "paid", "收款", "支付", "交易", "zahlung")),
)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the row in the file, its cells) of the rows that are not empty."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    sample = max(lines, key=lambda line: max(line.count(mark) for mark in ",;\t|"))
    delimiter = max(",;\t|", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip()[:LONGEST] for cell in cells[:WIDEST]]
    except csv.Error:
        raise Refused(_("This table cannot be read: a quotation mark is not closed."), "file") from None


def _plain(name: str) -> str:
    return re.sub(r"[^\w]+", "_", name.strip().lower()).strip("_")


def _known(name: str) -> str | None:
    """The name of a column as it stands among those we know."""
    plain = _plain(name)
    shorter = re.sub(r"_(utc|local|cny|eur|usd|元|rmb)$", "", plain)
    return next((each for each in (plain, shorter) if each in SYNONYMS), None)


def _head(text: str) -> tuple[int, list[str]]:
    """(number, names) of the row that names the columns: the first that has two names we know, else the first."""
    first = None
    for number, cells in _rows(text):
        first = first or (number, cells)
        if len({SYNONYMS.get(_known(cell) or "") for cell in cells} - {None}) >= 2:
            return number, cells
        if number > 40:
            break
    if first is None or len(first[1]) < 2:
        raise Refused(_("This is not a table: it needs at least two columns."), "file")
    return first


def guess(text: str, currency: str) -> Options:
    """Columns by their names, the order of dates by what they contain."""
    number, header = _head(text)
    ranked = sorted(range(len(header)), key=lambda column: RANKS.get(_known(header[column]) or "", 0))  # the better name wins
    found: dict[str, int] = {}
    for column in ranked:
        what = SYNONYMS.get(_known(header[column]) or "")
        if what:
            found.setdefault(what, column)
    if "reference" not in found and "ours" in found:
        found["reference"] = found.pop("ours")
    dates = [cells[found["at"]] for row, cells in _rows(text) if row > number and found.get("at", WIDEST) < len(cells)][:500]
    if "currency" in found:
        found["currency_column"] = found.pop("currency")
    return Options(**found, order=_order(dates), currency=currency)


def _order(dates: list[str]) -> str:
    """ymd, dmy or mdy: a part above twelve is a day."""
    seconds = []
    for text in dates:
        parts = [int(part) for part in re.findall(r"\d+", text)[:3]]
        if len(parts) < 3 or parts[0] > 31:
            return "ymd"
        seconds.append(parts[1])
    return "mdy" if seconds and max(seconds) > 12 else "dmy" if seconds else "ymd"


def read(text: str, options: Options, zone: str) -> Read:
    """The rows of a table as the map says. Raises Refused where it is none, or where the map lacks what is needed."""
    head, header = _head(text)
    if options.at is None or options.reference is None or (options.amount is None and options.credit is None):
        return Read(header=header, problem=_("Say which columns are the date, the reference and the amount."))
    if options.at < len(header) and _plain(header[options.at]).endswith("utc"):
        zone = "UTC"
    rows, bad, dated = [], [], False
    for number, cells in _rows(text):
        if number <= head:
            continue
        try:
            row, without_time = _row(number, cells, options, zone)
        except Unreadable as why:
            bad.append(Bad(number, str(why), " · ".join(cells)[:200]))
        else:
            rows.append(row)
            dated |= without_time
    return Read(rows, bad, header, "", dated)


def _row(number: int, cells: list[str], options: Options, zone: str) -> tuple[Row, bool]:
    def cell(column: int | None) -> str:
        return cells[column] if column is not None and column < len(cells) else ""

    currency = (cell(options.currency_column) or options.currency).upper()
    if not is_currency(currency):
        raise Unreadable(_("“%(text)s” is not a currency such as CNY.", text=currency[:20]))
    try:
        at, without_time = moment(cell(options.at), options.order, zone)
    except ValueError:
        raise Unreadable(_("“%(text)s” is not a date.", text=cell(options.at)[:40])) from None
    reference, ours = cell(options.reference)[:80], cell(options.ours)[:120]
    if not (reference or ours):
        raise Unreadable(_("The reference is missing."))
    said, amount = cell(options.kind).lower(), _amount(cell, options, currency)
    kind = next((name for name, words in _KINDS if any(word in said for word in words)), "other" if said else "")
    kind = kind or ("capture" if amount >= 0 else "refund")
    if kind in ("refund", "transfer") and amount > 0:  # some write what leaves without its sign
        amount = -amount
    fee = abs(_sum(cell(options.fee), currency)) if cell(options.fee) else None
    row = Row(number, kind, reference or ours, amount, currency, at, ours, fee, cell(options.words)[:500])
    return row, without_time


def _amount(cell, options: Options, currency: str) -> int:
    if cell(options.amount):
        return _sum(cell(options.amount), currency)
    came, went = cell(options.credit), cell(options.debit)
    if not (came or went):
        raise Unreadable(_("The amount is missing."))
    # A credit below nothing was taken back. A debit says "out" by its column, with a sign or without.
    return (_sum(came, currency) if came else 0) - (abs(_sum(went, currency)) if went else 0)


def _sum(text: str, currency: str) -> int:
    try:
        return signed(text, currency)
    except money.BadAmount:
        raise Unreadable(_("“%(text)s” is not an amount in %(currency)s.", text=text[:40], currency=currency)) from None
