"""Customers: the people who bought in a shop, and what a phone remembers so that its owner types nothing twice.

A customer is known by phone number, in one shop: another shop's customers are other rows. Names and numbers are sealed, so that a copy
of the database tells nobody who bought what; a number is found by its blind index, a name by reading the last few hundred buyers.
Their orders stand to our right: `app.py` hands them in (`keepers`), and orders draw their own list on a customer's page.
"""

from storefront.customers.actions import (
    bought,
    by_code,
    by_index,
    forget,
    forget_unused,
    given_back,
    known,
    named,
    note_about,
    page_of,
    remember,
)
from storefront.customers.models import Customer, KnownPhone
from storefront.customers.revealing import reveal
from storefront.kit.registry import Registry

keepers = Registry("keeper of orders", ("by_number", "recipient_of"))

__all__ = [
    "Customer", "KnownPhone", "bought", "by_code", "by_index", "forget", "forget_unused", "given_back", "keepers", "known", "named", "note_about",
    "page_of", "remember", "reveal",
]  # fmt: skip
