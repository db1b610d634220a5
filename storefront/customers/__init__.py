"""Customers: the people who bought in a shop, and what a phone remembers so that its owner types nothing twice."""

from storefront.customers.actions import bought, forget, given_back, known, page_of, remember
from storefront.customers.models import Customer, KnownPhone

__all__ = ["Customer", "KnownPhone", "bought", "forget", "given_back", "known", "page_of", "remember"]
