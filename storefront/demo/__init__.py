"""The demo world: three shops that differ in hue, language and way of settling, about forty drawn things, an order in every state.

Everything is made by the same verbs that people use, with the clock moved back so that a week has happened. `fill(app, config, say)` wants
an empty database and says how far it is.
"""

from collections.abc import Callable

from storefront import payments
from storefront.demo import identities, reports, shelves, stories, withdrawals
from storefront.demo.art import goods
from storefront.kit import clock, events, i18n, post, transports
from storefront.payments.carrier import Direct
from storefront.payments.sandbox import mounting

OPERATOR = "+8613800138999"
FINANCE = "+8613800138998"


class _Nowhere:
    """Takes messages and sends none."""

    def send(self, to: str, subject: str, body: str, key: str = "") -> None:
        """Nothing leaves."""


def _tell_everybody() -> None:
    """Notices for both sides of every story; the worker makes the smaller picture formats later."""
    while events.deliver_due(200) + post.send_due(200):
        pass


def fill(app, config, say: Callable[[str], None] = lambda text: None) -> dict[str, str]:
    """Make the demo world; returns {who: contact to sign in with}. Progress goes to `say`, a sentence at a time."""
    from storefront import accounts

    people = {}
    # the sandbox gateway and the market talk to each other without a network: no server is running yet
    sandbox = mounting.made(config, Direct(app.wsgi_app), background=False)
    payments.configure(config, Direct(sandbox, mounting.PREFIX))
    for channel in ("text", "mail"):
        post.transports.add(channel, _Nowhere())  # nobody is to be texted about a week that was made up
    try:
        with events.acting("system", "demo"):
            made = {}
            for number, described in enumerate(goods.SHOPS):
                clock.freeze(clock.now() - stories.WEEK) if number == 0 else None
                i18n.speak(described.language)
                made[described.key], phone = shelves.open_and_fill(described, number, say)
                people[described.owner] = phone
            i18n.speak("en")
            clock.reset()
            say("an order in every state")
            stories.tell(made, config, sandbox)
            with events.acting("system", "demo"):  # whoever bought last in a story was a visitor
                identities.check(made, accounts.make_operator(OPERATOR))
                reports.tell(made)
                withdrawals.take_out(made, accounts.make_operator(FINANCE, "finance"))
            people["the operator"], people["finance"] = OPERATOR, FINANCE
            clock.reset()
            _tell_everybody()
    finally:
        transports.use(config)
        payments.configure(config)
        clock.reset()
        i18n.speak("en")
    for who, phone in people.items():
        say(f"sign in as {who}: {phone}")
    return people
