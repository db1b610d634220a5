"""Mei has taken money out: one withdrawal was sent yesterday, one waits for the next batch."""

from datetime import timedelta

from storefront import ledger, payouts, shops
from storefront.kit import clock, events
from storefront.kit.money import Money


def take_out(made: dict, finance) -> None:
    """By the same verbs as people's: an account long enough ago, a withdrawal, its batch, released and sent by `finance`."""
    shop, now = shops.Shop.get_by_id(made["meikiln"].id), clock.now()
    owner = shops.owner_of(shop)
    clock.freeze(now - timedelta(days=7))
    with events.acting("person", owner.id):
        payouts.change_account(shop, owner, payouts.read(shop, "Chen Mei", "6222 0212 3456 4417", "ICBC Jingdezhen"))
    clock.freeze(now - timedelta(days=0.9))
    part = Money(ledger.wallet(shop).available.minor // 3 // 1000 * 1000, shop.currency)
    with events.acting("person", owner.id):
        sent = payouts.ask(shop, owner, part, "demo-withdrawal-that-is-sent")
    clock.freeze(now - timedelta(days=0.6))
    payouts.make(early=True)
    with events.acting("operator", finance.id):
        payouts.mark_all_sent(payouts.release(payouts.by_id_anywhere(sent.id).batch, finance))
    clock.freeze(now)
    with events.acting("person", owner.id):
        payouts.ask(shop, owner, part, "demo-withdrawal-that-waits")
