"""POST /hooks/<provider>: what a provider tells us. Verified first, kept raw, worked once, answered only after the commit."""

from collections.abc import Mapping
from datetime import timedelta

from storefront.kit import clock, db, events, log, security
from storefront.kit.errors import TooMany
from storefront.kit.registry import Registry
from storefront.payments import arriving, refunding
from storefront.payments.models import Notice
from storefront.payments.providers import BadNotice, Told, gateways

LARGEST = 64 * 1024
strays = Registry("keeper of money that was nobody's", ("told",))  # reconciliation, to our right: `app.py` hands it in
LONGEST_CODE = 22
_KEPT_OF_REFUSED = 2000
_REFUSED_AN_HOUR = 200  # rows per network; what comes on top is only logged


def take(provider: str, headers: Mapping[str, str], body: bytes, network: str = "") -> str:
    """Take a notice of `provider`: what became of it. Raises BadNotice, after having written the attempt down, and KeyError for
    a provider that is not here. Once this returns it is committed, and the provider need not say it again."""
    gateway = gateways.get(provider)
    try:
        told = gateway.read_notice(headers, body)
    except BadNotice as bad:
        _refuse(provider, body, bad.reason, network)
        raise
    with events.acting("provider", provider):
        return _work(provider, told, body.decode(errors="replace"))


@db.verb
def _work(provider: str, told: Told, text: str) -> str:
    """The effect of one event, once. A copy of it is written down and does nothing."""
    row = {"provider": provider, "event_id": told.event_id, "about": _about(told), "body": text, "at": clock.now()}
    made = list(Notice.insert(outcome="noted", **row).on_conflict_ignore().returning(Notice.id).execute())
    if not made:
        Notice.create(outcome="repeated", **row)
        return "repeated"
    outcome = _effect(provider, told)
    outcome = "noted" if outcome == "repeated" else outcome  # we had asked, and knew it already
    Notice.update(outcome=outcome).where(Notice.id == made[0].id).execute()
    return outcome


def _about(told: Told) -> str:
    """The code of the payment that a notice speaks of; "" where it names none that we could have given."""
    refund = refunding.refund_by_sending_key(told.refund_key)[0] if told.refund_key else None
    code = refund.payment.code if refund is not None else told.code
    return code if len(code) <= LONGEST_CODE else ""


def _effect(provider: str, told: Told) -> str:
    if told.kind == "paid":
        return arriving.arrived(provider, told.code, told.captured)
    if told.kind == "declined":
        arriving.declined(provider, told.code)
        return "noted"
    refund, attempt = refunding.refund_by_sending_key(told.refund_key)
    if refund is None:
        return "noted" if any(keeper.told(provider, told) for _name, keeper in strays) else "unknown"
    if refund.capture is None or refund.capture.provider != provider:
        return "unknown"  # it never had that money
    if told.kind == "refund_failed":
        refunding.bounce(refund, attempt, told.problem)
    elif refund.bounced_count == attempt:  # else it is late news of an attempt that came back meanwhile
        refunding.succeed(refund)
    return "noted"


def _refuse(provider: str, body: bytes, reason: str, network: str) -> None:
    log.warning("notice.refused", provider=provider, reason=reason, network=network)
    try:
        security.hit(f"notice-refused:{network}", _REFUSED_AN_HOUR, timedelta(hours=1))
    except TooMany:
        return
    text = body[:_KEPT_OF_REFUSED].decode(errors="replace").replace("\x00", "")
    Notice.create(provider=provider, event_id="", body=text, outcome="refused", problem=reason[:200], at=clock.now())


def refused_count(within: timedelta, most: int = 1000) -> int:
    """How many attempts were refused lately; stops counting at `most`. For the operator."""
    recent = (Notice.outcome == "refused") & (Notice.at >= clock.now() - within)
    return Notice.select(Notice.id).where(recent).limit(most).count()
