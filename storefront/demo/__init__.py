"""The demo world: three shops that differ in hue, language and way of settling, about forty drawn things, an order in every state.

Everything is made by the same verbs that people use, with the clock moved back so that a week has happened. `fill(config, say)` wants
an empty database and says how far it is.
"""

from collections.abc import Callable

from storefront.demo import shelves, stories
from storefront.demo.art import goods
from storefront.kit import clock, events, i18n, jobs

OPERATOR = "+8613800138999"


def fill(config, say: Callable[[str], None] = lambda text: None) -> dict[str, str]:
    """Make the demo world; returns {who: contact to sign in with}. Progress goes to `say`, a sentence at a time."""
    from storefront import accounts

    people = {}
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
            stories.tell(made, config)
            accounts.make_operator(OPERATOR)
            people["the operator"] = OPERATOR
            clock.reset()
            jobs.run_pending(400)
    finally:
        clock.reset()
        i18n.speak("en")
    for who, phone in people.items():
        say(f"sign in as {who}: {phone}")
    return people
