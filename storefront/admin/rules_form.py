"""The form of /admin/rules: everything that holds, as fields; and back into `policies.Policies`.

Shops with a fee of their own and banners are rows, as many as there are and an empty one: without a script, too, another one can
be added, and a row whose first field is emptied goes.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from wtforms import BooleanField, HiddenField

from storefront import policies
from storefront.admin import finding
from storefront.kit import dates, i18n, money
from storefront.kit.errors import Refused
from storefront.kit.forms import AtMost, Base, CountField, MoneyField, MoneyForm, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.policies import BOUNDS, Banner, Cap, Fee, Policies
from storefront.shops.models import Shop
from storefront.shops.terms import CURRENCIES

MOST_SHOPS, MOST_BANNERS = 40, 12
LEVELS = {
    "none": _l("Nobody checked"),
    "individual": _l("A private person"),
    "trader": _l("A sole trader"),
    "company": _l("A company"),
}
PERIODS = {
    "confirm_days": _l("Days after delivery until receipt confirms itself"),
    "hold_minutes": _l("Minutes that an unpaid order keeps its goods"),
    "answer_hours": _l("Hours for a seller to answer a question"),
    "decide_hours": _l("Hours for the market to decide a case"),
    "appeal_days": _l("Days to appeal a decision"),
}
SUMS = {
    "two_person_minor": _l("Payouts above this need a second person"),
    "suspense_minor": _l("Money that fits nothing and is above this needs a second person"),
}
LONGEST_SPAN = 31  # days of one line
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*[-–—~至]\s*(\d{4}-\d\d-\d\d))?")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*[%％]?")


class ShareField(StringField):
    """Per cent with at most two decimals; `bp` are basis points, 0 for nothing."""

    bp = 0

    def pre_validate(self, form):
        match = _SHARE.fullmatch((self.data or "0").strip())
        if match is None:
            raise ValidationError(_("Write per cent, such as 2.5."))
        self.bp = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
        if self.bp > 5000:
            raise ValidationError(_("A share is from 0 to 50 per cent."))


class FixedField(TextAreaField):
    """Sums per order, one a line with its currency; `sums` is {"CNY": 30}."""

    sums: dict

    def pre_validate(self, form):
        self.sums = {}
        for line in filter(None, ((self.data or "").strip()).splitlines()):
            code, _space, amount = line.strip().partition(" ")
            code = code.upper()
            if code not in CURRENCIES or code in self.sums:
                raise ValidationError(_("Write one sum a line with its currency, such as CNY 0.30."))
            try:
                self.sums[code] = money.parse(amount, code).minor
            except money.BadAmount:
                raise ValidationError(_("Write one sum a line with its currency, such as CNY 0.30.")) from None
        self.sums = {code: minor for code, minor in self.sums.items() if minor}


class MomentField(StringField):
    """A date and time on the market's clock; `at` is the moment, None for nothing."""

    at: datetime | None = None

    def pre_validate(self, form):
        self.at = None
        if not self.data:
            return
        try:
            zone = dates.zone_of(form.zone)
            self.at = datetime.strptime(self.data[:16].replace(" ", "T"), "%Y-%m-%dT%H:%M").replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(_("Write a date and a time, such as 2027-01-31 09:00.")) from None


class DaysField(TextAreaField):
    """Days, one a line, or from and until; `days` are all of them, in order."""

    days: tuple[str, ...] = ()

    def pre_validate(self, form):
        found = set()
        for line in filter(None, map(str.strip, (self.data or "").splitlines())):
            found |= _days(line) or self._unread(line)
        self.days = tuple(day.isoformat() for day in sorted(found))

    def _unread(self, line: str):
        sentence = _(
            "Write a day a line, such as 2027-02-06, or from and until: 2027-02-05 – 2027-02-11. “%(line)s” is neither.",
            line=line[:40],
        )
        raise ValidationError(sentence)


def _days(line: str) -> set[date]:
    """The days of "2027-02-06", or of "2027-02-05 – 2027-02-11" (a month at most); none for what is neither."""
    match = _SPAN.fullmatch(line)
    try:
        first, last = (date.fromisoformat(day) for day in (match[1], match[2] or match[1])) if match else (None, None)
    except ValueError:
        return set()
    many = (last - first).days + 1 if match else 0
    return {first + timedelta(days=number) for number in range(many)} if 0 < many <= LONGEST_SPAN else set()


def spans(days: tuple[str, ...]) -> list[str]:
    """Days as lines, those that follow one another as one."""
    found: list[list[date]] = []
    for day in map(date.fromisoformat, days):
        if found and (day - found[-1][1]).days == 1 and (day - found[-1][0]).days < LONGEST_SPAN:
            found[-1][1] = day
        else:
            found.append([day, day])
    return [f"{first}" if first == last else f"{first} – {last}" for first, last in found]


class _Rules(MoneyForm):
    """What there is once. `form_for` adds the rows."""

    share = ShareField(_l("Share of what a shop is paid, per cent"))
    fixed = FixedField(_l("Sum per order"), [AtMost(600)])
    banned_words = TextAreaField(_l("Banned words"), [AtMost(31_000)])
    banned_categories = TextAreaField(_l("Banned categories"), [AtMost(31_000)])
    closed_days = DaysField(_l("Days on which banks are closed"), [AtMost(6000)])
    particulars = TextAreaField(_l("Particulars"), [AtMost(policies.LONGEST_PARTICULARS)])
    effective = MomentField(_l("From when"))
    note = StringField(_l("Why"), [AtMost(300)])
    based_on = HiddenField()
    filled_from = HiddenField()

    zone = "UTC"
    shop_rows = banner_rows = 0

    def row(self, name: str, number: int):
        """A field of a row."""
        return self._fields[f"{name}_{number}"]

    @property
    def base(self) -> int:
        """The newest version when the page was made."""
        return _number(self.based_on.data)


class LookForm(Base):
    """From when on the page shows what will hold."""

    at = MomentField(_l("What will hold on"))

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone


def _number(text: str | None) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text or "") else -1


def filled_from(formdata) -> Policies:
    """The version that filled the page which was sent: what was changed on it is changed of that one."""
    return policies.numbered(_number(formdata.get("filled_from")))


def form_for(formdata, held: Policies, zone: str, at: datetime | None = None) -> _Rules:
    """The form as it was sent (`formdata`), or as `held` fills it, which will hold from `at` on."""
    rows = _rows(formdata, "shop", len(held.shop_fees), MOST_SHOPS), _rows(formdata, "banner_en", len(held.banners), MOST_BANNERS)
    fields = {name: CountField(label, least=BOUNDS[name][0], most=BOUNDS[name][1]) for name, label in PERIODS.items()}
    fields |= {name: MoneyField(label, least=0) for name, label in SUMS.items()}
    for level in LEVELS:
        fields[f"orders_{level}"] = CountField(_l("Orders a day"), least=1, most=1_000_000)
        fields[f"sum_{level}"] = MoneyField(_l("Sum a day"))
    for number in range(rows[0]):
        fields[f"shop_{number}"] = StringField(_l("Shop"), [AtMost(60)])
        fields[f"shop_share_{number}"] = ShareField(_l("Per cent"))
        fields[f"shop_fixed_{number}"] = FixedField(_l("Sum per order"), [AtMost(600)])
    for number in range(rows[1]):
        for tag, name in i18n.LANGUAGES.items():
            fields[f"{_words(tag)}_{number}"] = TextAreaField(name, [AtMost(300)])
        fields[f"starts_{number}"] = MomentField(_l("From"))
        fields[f"ends_{number}"] = MomentField(_l("Until"))
        fields[f"buyers_{number}"] = BooleanField(_l("For buyers"))
        fields[f"sellers_{number}"] = BooleanField(_l("For sellers"))
    made = type("RulesForm", (_Rules,), fields)
    form = made(formdata, currency=held.currency, data=None if formdata is not None else _filled(held, zone, at))
    form.zone, form.shop_rows, form.banner_rows = zone, *rows
    return form


def _words(tag: str) -> str:
    return "banner_" + tag.partition("-")[0]


def _rows(formdata, name: str, kept: int, most: int) -> int:
    """How many rows: those that came and one more where the last is used; or those that hold and one more."""
    if formdata is None:
        return min(most, kept + 1)
    came = 0
    while came < most and f"{name}_{came}" in formdata:
        came += 1
    used = came and any(text.strip() for text in formdata.getlist(f"{name}_{came - 1}"))
    return min(most, max(1, came + bool(used)))


# --- out of what holds --------------------------------------------------------------------------------------------------------------


def _filled(held: Policies, zone: str, at: datetime | None) -> dict:
    def amount(minor: int) -> money.Money:
        return money.Money(minor, held.currency)

    values = {name: getattr(held, name) for name in PERIODS} | {name: amount(getattr(held, name)) for name in SUMS}
    values |= {"share": per_cent(held.fee.share_bp), "fixed": _fixed(held.fee), "particulars": held.particulars}
    values |= {name: "\n".join(getattr(held, name)) for name in ("banned_words", "banned_categories")}
    values["closed_days"] = "\n".join(spans(held.closed_days))
    for level, cap in held.caps.items():
        if cap is not None:
            values |= {f"orders_{level}": cap.orders, f"sum_{level}": amount(cap.minor)}
    slugs = handles(held.shop_fees)
    for number, (shop, fee) in enumerate(sorted(held.shop_fees.items())):
        row = {"shop": slugs.get(shop, f"#{shop}"), "shop_share": per_cent(fee.share_bp), "shop_fixed": _fixed(fee)}
        values |= {f"{name}_{number}": value for name, value in row.items()}
    for number, banner in enumerate(held.banners):
        row = {_words(tag): words for tag, words in banner.words.items()}
        row |= {
            "starts": wall_clock(banner.starts_at, zone),
            "ends": wall_clock(banner.ends_at, zone),
            "buyers": banner.buyers,
            "sellers": banner.sellers,
        }
        values |= {f"{name}_{number}": value for name, value in row.items()}
    values |= {f"buyers_{len(held.banners)}": True}
    last = policies.newest()
    return {**values, "based_on": str(last.id if last else 0), "filled_from": str(held.number), "effective": wall_clock(at, zone)}


def handles(shop_ids) -> dict[int, str]:
    """The handles of shops by id."""
    return dict(Shop.select(Shop.id, Shop.slug).where(Shop.id.in_(list(shop_ids))).tuples()) if shop_ids else {}


def per_cent(bp: int) -> str:
    """ "2.5" for 250 basis points."""
    return f"{bp // 100}.{bp % 100:02d}".rstrip("0").rstrip(".")


def _fixed(fee: Fee) -> str:
    return "\n".join(f"{code} {money.Money(minor, code).plain()}" for code, minor in sorted(fee.fixed.items()))


def wall_clock(at: datetime | None, zone: str) -> str:
    """As a field of a date and a time has it."""
    return f"{dates.local(at, zone):%Y-%m-%dT%H:%M}" if at else ""


# --- and back -----------------------------------------------------------------------------------------------------------------------


def wanted(form: _Rules, held: Policies) -> Policies | None:
    """What the form asks for, or None where something in it needs another look: the sentences stand beside the fields then."""
    fine = form.validate()
    caps, shop_fees, banners = _caps(form), _shop_fees(form), _banners(form)
    for name in PERIODS:
        if form[name].data is None and not form[name].errors:
            form[name].errors = [_("Write a whole number, such as 3.")]
    if not fine or any(field.errors for field in form):
        return None
    try:
        found = replace(
            held, fee=Fee(form.share.bp, form.fixed.sums), shop_fees=shop_fees, caps=caps, banners=banners,
            banned_words=_lines(form.banned_words.data), banned_categories=_lines(form.banned_categories.data),
            closed_days=form.closed_days.days, particulars="\n".join(line.strip() for line in (form.particulars.data or "").strip().splitlines()),
            **{name: form[name].data for name in PERIODS},
            **{name: form[name].data.minor if form[name].data else 0 for name in SUMS},
        )  # fmt: skip
        policies.check(found)
    except Refused as refusal:
        form.refuse(refusal)
        return None
    return found


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (" ".join(line.split()) for line in (text or "").splitlines()))))


def _caps(form: _Rules) -> dict[str, Cap | None]:
    found: dict[str, Cap | None] = {}
    for level in LEVELS:
        orders, total = form[f"orders_{level}"], form[f"sum_{level}"]
        if (orders.data is None) != (total.data is None) and not orders.errors and not total.errors:
            (orders if orders.data is None else total).errors = [_("Write both, or leave both empty for no limit.")]
        found[level] = Cap(orders.data, total.data.minor) if orders.data and total.data else None
    return found


def _shop_fees(form: _Rules) -> dict[int, Fee]:
    found: dict[int, Fee] = {}
    for number in range(form.shop_rows):
        field = form.row("shop", number)
        text = (field.data or "").strip()
        if not text:
            continue
        shop = finding.shop_by_handle(text)
        if shop is None or shop.id in found:
            field.errors = [_("There is no shop with this handle.") if shop is None else _("This shop stands here already.")]
            continue
        found[shop.id] = Fee(form.row("shop_share", number).bp, getattr(form.row("shop_fixed", number), "sums", {}))
    return found


def _banners(form: _Rules) -> tuple[Banner, ...]:
    found = []
    for number in range(form.banner_rows):
        words = {tag: (form.row(_words(tag), number).data or "").strip() for tag in i18n.LANGUAGES}
        words = {tag: text for tag, text in words.items() if text}
        if not words:
            continue
        starts, ends = form.row("starts", number), form.row("ends", number)
        if starts.at and ends.at and ends.at <= starts.at:
            ends.errors = [_("A banner ends after it begins.")]
        buyers, sellers = form.row("buyers", number), form.row("sellers", number)
        if not (buyers.data or sellers.data):
            buyers.errors = [_("Say who sees the banner.")]
        found.append(Banner(words, starts.at, ends.at, bool(buyers.data), bool(sellers.data)))
    return tuple(found)
