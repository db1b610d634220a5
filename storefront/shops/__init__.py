"""Shops: opening one in a minute, its name, handle, seal and glaze, its states, and how much it may sell before its owner's
identity is checked.

A shop is a row, a handle (`/@meis-kiln`) and three numbers of colour. Names are unique once folded, so nobody passes for another;
a former handle goes on leading to its shop. `version` grows in the transaction of whatever changes what the public sees (`touch`),
which is what makes kept pages stale. What an unchecked shop may sell in a day is a guard on one row (`count_against_cap`).

Doors: `public_blueprint` under /@<shop>, `seller_blueprint` under /sell/<shop>.
"""

from storefront.shops.actions import (
    cap_left,
    cap_note,
    cap_of,
    close,
    close_for_holiday,
    count_again,
    count_against_cap,
    count_scan,
    day_of,
    of_person,
    owner_of,
    rated,
    read_version,
    reinstate,
    reopen,
    reopen_due,
    shop_by_slug,
    suspend,
    tag,
    today,
    touch,
    uncount,
    verify,
)
from storefront.shops.doors import not_for_packers, owners_only, public_blueprint, refuse_packers, seller_blueprint
from storefront.shops.events import Closed, Opened, Reinstated, Suspended, Verified
from storefront.shops.looks import GLAZES, change_look, change_picture
from storefront.shops.models import LEVELS, SHOP, Member, Shop, ShopDay
from storefront.shops.nav import ORDERS_COUNT, seller_nav
from storefront.shops.opening import configure, free_names, hold_through, modes, open_shop, opened_in, suggest_slugs
from storefront.shops.rail import postage_back, rail_before
from storefront.shops.reading import newest
from storefront.shops.terms import change_terms, placed, priced
from storefront.shops.watching import watchers

__all__ = [
    "ORDERS_COUNT", "Closed", "GLAZES", "LEVELS", "Member", "Opened", "Reinstated", "SHOP", "Shop", "ShopDay", "Suspended", "Verified",
    "cap_left", "cap_note", "cap_of", "change_look", "change_picture", "change_terms", "close", "close_for_holiday",
    "configure", "count_again", "count_against_cap", "count_scan", "day_of", "free_names", "hold_through", "modes", "newest", "of_person", "open_shop", "not_for_packers", "opened_in", "owner_of",
    "owners_only", "placed", "postage_back", "priced", "public_blueprint", "rail_before", "rated", "read_version", "refuse_packers", "reinstate", "reopen", "reopen_due", "seller_blueprint",
    "seller_nav", "shop_by_slug", "suggest_slugs", "suspend", "tag", "today", "touch", "uncount", "verify", "watchers",
]  # fmt: skip
