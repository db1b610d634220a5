"""Pure decisions about payments."""

from datetime import timedelta

from storefront.kit.i18n import gettext as _

ASK_AGAIN = timedelta(seconds=4)  # a waiting page asks the provider no more often than this
MOST_TRIES = 12


def moved_on() -> str:
    """The sentence for what was possible a moment ago."""
    return _("This is no longer possible: it has changed meanwhile. Have a look at how it stands now.")


def mismatch(*, payment_method: str, payee: str, amount_minor: int, currency: str, provider: str, captured) -> str:
    """What of a capture does not fit the frozen payment, in words for the operator; "" where all of it fits."""
    wrong = []
    if provider != payment_method:
        wrong.append(f"provider {provider}, expected {payment_method}")
    if captured.payee != payee:
        wrong.append(f"payee {captured.payee}, expected {payee}")
    if captured.currency != currency:
        wrong.append(f"currency {captured.currency}, expected {currency}")
    if captured.amount_minor != amount_minor:
        wrong.append(f"amount {captured.amount_minor}, expected {amount_minor}")
    return "; ".join(wrong)[:200]


def pause(tries: int) -> timedelta:
    """How long to wait before a refund is sent again: 30 s, 1, 2, 4 … minutes, at most an hour."""
    return timedelta(seconds=min(3600, 30 * 2 ** max(0, tries - 1)))


def rail(mode: str, state: str, shop_name: str) -> list[tuple[str, str]]:
    """(words, state) of the four steps while something is being paid: where the money is."""
    if mode == "protected":
        first = _("You paid") if state == "paid" else _("You pay")
        steps = [first, _("We hold it"), _("You confirm"), _("%(shop)s is paid", shop=shop_name)]
        current = 1 if state == "paid" else 0
    else:
        first = _("You pay %(shop)s", shop=shop_name) if state == "open" else _("You paid %(shop)s", shop=shop_name)
        steps = [first, _("%(shop)s confirms", shop=shop_name), _("It ships"), _("You have it")]
        current = {"to_verify": 1, "paid": 2}.get(state, 0)
    return [(text, "done" if n < current else "current" if n == current else "todo") for n, text in enumerate(steps)]
