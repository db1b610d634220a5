"""Microstore: the contents page. `create_app()` builds the WSGI app from the features; `python app.py` serves it.

Read `wire()` to see who reacts to what: events after the commit, money by purpose, panels in slots, work every minute.
"""

import sys

if __name__ == "__main__":  # before the market is imported: the commands import what they need, `serve` in its own processes
    from storefront import commands

    sys.exit(commands.run(sys.argv[1:]))

from importlib import import_module, util
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from storefront import ORDER
from storefront.kit import (
    assets,
    db,
    events,
    failpoints,
    happenings,
    hypermedia,
    i18n,
    ids,
    jobs,
    log,
    money,
    once,
    pagecache,
    personal,
    post,
    registry,
    routing,
    security,
    templating,
    transports,
    turns,
    web,
)
from storefront.kit.config import Config
from storefront.payments.sandbox import mounting

ROOT = Path(__file__).parent
FEATURES = tuple(name for name in ORDER if (ROOT / "storefront" / name / "__init__.py").exists())


def create_app(config: Config) -> Flask:
    """The application, connected to its database. One per process."""
    ids.configure(config.secret)
    personal.configure(config.secrets)
    money.configure(config.currency)
    log.configure(config.production)
    failpoints.configure(config.failpoints, config.production)
    db.guard_scopes(not config.production)
    db.connect(config)
    app = Flask("microstore", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.jinja_environment = templating.Environment
    app.ensure_sync = lambda view: view  # none is a coroutine: Flask would ask each of them, some eight times a page
    app.config.update(
        MICROSTORE=config, MAX_CONTENT_LENGTH=config.upload_mb * 1024 * 1024, MAX_FORM_MEMORY_SIZE=1024 * 1024, MAX_FORM_PARTS=500
    )
    app.url_rule_class, app.url_map.strict_slashes = routing.LateRule, False
    routing.know_hosts(app)
    hypermedia.init_app(app)
    security.init_app(app, config)
    web.init_app(app, config, assets.Assets(ROOT / "static", watch=not config.production))
    _templates(app, config)
    for name in FEATURES:
        for part in ("models", "views", "seller", "admin"):
            if util.find_spec(f"storefront.{name}.{part}"):
                module = import_module(f"storefront.{name}.{part}")
                for blueprint in getattr(module, "blueprints", [getattr(module, "bp", None)]):
                    if blueprint is not None:
                        app.register_blueprint(blueprint)
    events.configure(config)
    jobs.configure([secret for _name, secret in config.secrets[1:]])
    wire(config)
    app.pages = pagecache.PageCache(turns.Turns(app.wsgi_app) if config.is_sqlite else app.wsgi_app)
    app.wsgi_app = app.assets.wrap(mounting.mount(app.pages, config))
    return app


def _templates(app: Flask, config: Config) -> None:
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=False)
    env.trim_blocks = env.lstrip_blocks = True
    env.auto_reload = not config.production
    kept = config.data / "cache"
    kept.mkdir(exist_ok=True)
    # another number when the settings above change
    env.bytecode_cache = templating.CompiledTemplates(str(kept), "templates-3-%s")
    if not config.production:
        env.undefined = StrictUndefined
    env.globals.update(web.template_globals(app, config))
    env.globals["ui"] = templating.Pieces(env, "ui.html")


def _happenings() -> list:
    """What every room calls what it records."""
    rooms = [name for name in FEATURES if util.find_spec(f"storefront.{name}.happenings")]
    return [import_module(f"storefront.{name}.happenings") for name in rooms]


def wire(config: Config) -> None:
    """Who reacts to what, on one page."""
    from storefront import (
        accounts,
        aftersales,
        cart,
        catalog,
        check,
        checkout,
        customers,
        invoices,
        media,
        moderation,
        notifications,
        orders,
        payments,
        payouts,
        policies,
        privacy,
        reconciliation,
        reviews,
        share,
        shipping,
        shops,
        stock,
        verification,
    )
    from storefront.aftersales import audit as aftersales_audit
    from storefront.aftersales import panels as aftersales_panels
    from storefront.invoices import audit as invoices_audit
    from storefront.invoices import panels as invoices_panels
    from storefront.kit import audit as event_audit
    from storefront.ledger import audit as ledger_audit
    from storefront.moderation import audit as moderation_audit
    from storefront.moderation import panels as moderation_panels
    from storefront.notifications import links
    from storefront.orders import audit as orders_audit
    from storefront.orders import panels as orders_panels
    from storefront.payments import audit as payments_audit
    from storefront.payments import panels as payments_panels
    from storefront.payments.providers import gateways
    from storefront.payouts import audit as payouts_audit
    from storefront.payouts import panels as payouts_panels
    from storefront.policies import audit as policies_audit
    from storefront.policies import panels as policies_panels
    from storefront.privacy import audit as privacy_audit
    from storefront.privacy import panels as privacy_panels
    from storefront.reconciliation import audit as reconciliation_audit
    from storefront.reconciliation import panels as reconciliation_panels
    from storefront.reviews import audit as reviews_audit
    from storefront.reviews import panels as reviews_panels
    from storefront.share import panels as share_panels
    from storefront.shipping import audit as shipping_audit
    from storefront.shipping import panels as shipping_panels
    from storefront.shipping import table as shipping_table
    from storefront.shops import audit as shops_audit
    from storefront.shops import panels as shops_panels
    from storefront.stock import audit as stock_audit
    from storefront.trust import panels as trust_panels
    from storefront.verification import audit as verification_audit
    from storefront.verification import panels as verification_panels

    # settings that rooms without a web request need
    accounts.configure(config)
    policies.configure(config)
    pagecache.versions.horizon = policies.seconds_to_change
    shops.configure(config)
    verification.configure(config)
    media.configure(config)
    payments.configure(config)
    payouts.configure(config)
    reconciliation.configure(config)
    links.configure(config.base_url)
    notifications.configure(config)
    privacy.configure(config)
    share.configure(config)
    shops.hold_through(gateways)
    transports.use(config)

    # who keeps what for whom to their left
    catalog.keepers.add("stock", stock)
    share.keepers.add("orders", orders)
    customers.keepers.add("orders", orders)
    for key, kind in (("shop", moderation.ShopKind()), ("item", moderation.ItemKind()), ("review", moderation.ReviewKind())):
        moderation.kinds.add(key, kind)
    watch = moderation.Watch()
    catalog.watchers.add("words", watch)
    shops.watchers.add("words", watch)
    orders.papers.add("invoices", invoices)
    payments.strays.add("suspense", reconciliation.returning)
    shops.priced.add("goods", catalog)
    shops.priced.add("delivery", shipping)
    shops.placed.add("orders", orders)

    for name in FEATURES:  # who keeps something about people, and can tell and forget it
        if util.find_spec(f"storefront.{name}.keeper"):
            privacy.keepers.add(name, import_module(f"storefront.{name}.keeper"))

    # money, by what it is for
    payments.purposes["order"] = checkout.OrderPurpose()

    # what is recorded, in words
    happenings.declared_in(_happenings)

    # after the commit
    events.forget_listeners()
    events.on(media.Encoded, catalog.offer_better_formats)
    events.on(shops.Opened, shipping_table.open_with_delivery)
    for event in (orders.Confirmed, orders.Revived, orders.Cancelled, orders.Expired, orders.Settled):
        events.on(event, notifications.tell_about_order)
    events.on(shipping.ParcelSent, notifications.tell_about_parcel, after=orders.UNDO)  # the seller may take it back that long
    events.on(orders.Shipped, notifications.tell_nothing_more_comes, after=orders.UNDO)
    events.on(orders.MoneyBack, notifications.tell_about_money_back)
    for event in notifications.ABOUT_REFUNDS:
        events.on(event, notifications.tell_about_refund)
    for event in notifications.ABOUT_RETURNS:
        events.on(event, notifications.tell_about_return)
    for event in notifications.ABOUT_PAYING_BACK:
        events.on(event, notifications.tell_about_paying_back)
    for event in (payments.ProofSent, payments.NotThereYet):
        events.on(event, notifications.tell_about_payment)
    for event in notifications.ABOUT_WITHDRAWALS:
        events.on(event, notifications.tell_about_withdrawal)
    for event in notifications.ABOUT_CASES:
        events.on(event, notifications.tell_about_case)
    for event in notifications.ABOUT_CHECKS:
        events.on(event, notifications.tell_about_check)
    for event in notifications.ABOUT_SHOPS:
        events.on(event, notifications.tell_about_shop)
    for event in notifications.ABOUT_PAYOUTS:
        events.on(event, notifications.tell_about_payout)
    events.on(payouts.AccountChanged, notifications.tell_about_account)
    for event in notifications.ABOUT_MEASURES:
        events.on(event, notifications.tell_about_measure)
    events.on(moderation.Answered, notifications.tell_reporters)
    events.on(payments.Refunded, aftersales.note_paid_back)
    events.on(orders.NotPaidBack, aftersales.note_not_paid_back)
    for event in notifications.ABOUT_REVIEWS:
        events.on(event, notifications.tell_about_review)
    events.on(orders.Settled, notifications.invite_to_review, after=reviews.INVITE_AFTER)
    events.on(orders.MoneyBack, reviews.note_money_back)

    # panels on somebody else's page
    slots = registry.slots
    slots.clear()
    slots["page.banners"].add(policies_panels.banners)
    slots["product.delivery"].add(shipping_panels.item_promise)
    slots["product.delivery"].add(aftersales_panels.exempt)
    slots["cart.delivery"].add(shipping_panels.first_choice)
    slots["shop.delivery"].add(shipping_panels.table)
    slots["orders.found"].add(shipping_panels.orders_of_parcel)
    slots["order.parcels"].add(shipping_panels.parcels)
    slots["order.ship"].add(shipping_panels.ship_form)
    slots["order.more"].add(payments_panels.buyer_panel)
    slots["order.more"].add(reviews_panels.invitation)
    slots["order.more"].add(aftersales_panels.buyer_banner)
    slots["order.more"].add(aftersales_panels.withdraw_button)
    slots["order.proof"].add(payments_panels.proof_panel)
    slots["order.refunds"].add(payments_panels.refunds_panel)
    slots["order.refunds"].add(invoices_panels.seller_papers)
    slots["order.papers"].add(invoices_panels.buyer_papers)
    slots["cart.tax"].add(invoices_panels.bag_tax)
    slots["price.tax"].add(invoices_panels.item_tax)
    slots["order.case"].add(aftersales_panels.seller_panel)
    slots["order.rail"].add(aftersales_panels.rail)
    slots["shop.facts"].add(reviews_panels.facts)
    slots["shop.facts"].add(trust_panels.facts)
    slots["product.reviews"].add(reviews_panels.on_item)
    slots["shop.record"].add(trust_panels.record)
    slots["product.trust"].add(trust_panels.line)
    slots["checkout.trust"].add(trust_panels.before_paying)
    slots["order.terms"].add(trust_panels.frozen)
    slots["today.todo"].add(aftersales_panels.todo)
    slots["today.todo"].add(reviews_panels.todo)
    slots["admin.queue"].add(aftersales_panels.queue)
    slots["admin.queue"].add(payments_panels.queue)
    slots["admin.queue"].add(payouts_panels.queue)
    slots["admin.money"].add(payouts_panels.market)
    slots["money.withdraw"].add(payouts_panels.money)
    slots["admin.queue"].add(moderation_panels.queue)
    slots["item.hidden"].add(moderation_panels.hidden_item)
    slots["review.foot"].add(moderation_panels.report_review)
    slots["shop.paused"].add(moderation_panels.paused_shop)
    slots["admin.queue"].add(reconciliation_panels.suspense_queue)
    slots["admin.queue"].add(reconciliation_panels.findings_queue)
    slots["admin.queue"].add(verification_panels.queue)
    slots["shop.cap"].add(verification_panels.cap)
    slots["me.orders"].add(orders_panels.mine)
    slots["me.shops"].add(shops_panels.mine)
    slots["me.settings"].add(privacy_panels.link)
    slots["order.end"].add(privacy_panels.guest_link)
    slots["shop.icon"].add(share_panels.icon)
    slots["today.share"].add(share_panels.today)
    slots["customer.orders"].add(orders_panels.of_customer)
    slots["seller.nav"].add(orders_panels.counts)
    slots["seller.nav"].add(lambda shop: {"notices": notifications.unread_count(accounts.current())})

    # every minute; and what was promised within seconds
    for sweep in (
        orders.sweep,
        payments.sweep,
        payouts.sweep,
        reconciliation.deliver_due,
        reconciliation.work_due,
        reconciliation.check_due,
        reconciliation.forget_due,
        payments.forget_due,
        aftersales.sweep,
        reviews.sweep,
        moderation.sweep,
        verification.sweep,
        shops.reopen_due,
        accounts.sweep,
        cart.sweep,
        media.forget_discarded,
        privacy.sweep,
        customers.forget_unused,
        post.forget_old,
        notifications.forget_old,
        events.forget_told,
        privacy.erase_due,
        privacy.forget_goodbyes,
        security.forget_old_limits,
        once.forget_old,
    ):
        jobs.every_minute(sweep)
    for outbox in (orders.settle_due, aftersales.carry_out_due, event_audit.seal_due):
        if outbox not in jobs.outboxes:
            jobs.outboxes.append(outbox)

    # the oracle
    for name, audit in (
        ("policies", policies_audit),
        ("shops", shops_audit),
        ("verification", verification_audit),
        ("ledger", ledger_audit),
        ("payments", payments_audit),
        ("payouts", payouts_audit),
        ("reconciliation", reconciliation_audit),
        ("stock", stock_audit),
        ("orders", orders_audit),
        ("shipping", shipping_audit),
        ("invoices", invoices_audit),
        ("aftersales", aftersales_audit),
        ("reviews", reviews_audit),
        ("moderation", moderation_audit),
        ("privacy", privacy_audit),
    ):
        check.audits.add(name, audit.problems)
