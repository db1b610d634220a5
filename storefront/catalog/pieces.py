"""Small pieces of lists that are drawn once and remembered: a price is drawn by the macro of every page, but not for every card."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from storefront.kit.i18n import language
from storefront.kit.money import Money


def price_tag(price: Money, was: Money | None = None) -> Markup:
    """What `ui.price(price, was=was)` draws."""
    env = current_app.jinja_env
    if env.auto_reload:  # the macro may change under us
        return env.globals["ui"].price(price, was=was)
    return _price(env, price, was, language())


@lru_cache(8192)
def _price(env, price: Money, was: Money | None, _language: str) -> Markup:
    return env.globals["ui"].price(price, was=was)
