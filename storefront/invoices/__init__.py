"""Invoices: what is taxed in an order, and the numbered papers about it.

A shop says what its prices are (`Shop.tax_mode`: "" no tax, "included", "added" on top) and its rates by place and kind of goods.
`quote` reckons the tax of a bag, `freeze` writes it down with the order; how it is rounded stands in `rules`.

Every paid order has one paper: a receipt, or an invoice where the shop gave name, address, tax number and scheme. Every refund has a
credit note. Numbers run per shop and series without a gap: the counter's row is taken in the transaction that books the money
(`next_number`). Papers are frozen; only the buyer's name and address can be erased from them (`forget_buyers`).

Buyer: /o/<token>/papers/<key>. Seller: /sell/<shop>/orders/<number>/papers/<key>, and /sell/<shop>/tax.
"""

from storefront.invoices.models import Counter, Paper, Particulars, Rate, Taxed
from storefront.invoices.papers import credit, forget_buyers, issue, paper_of, papers_of
from storefront.invoices.rules import Tax, rate_words
from storefront.invoices.taxing import (
    change_mode,
    change_particulars,
    freeze,
    particulars_of,
    quote,
    rates_of,
    remove_rate,
    set_rate,
    taxed_of,
)

__all__ = [
    "Counter", "Paper", "Particulars", "Rate", "Tax", "Taxed", "change_mode", "change_particulars", "credit", "forget_buyers", "freeze", "issue",
    "paper_of", "papers_of", "particulars_of", "quote", "rate_words", "rates_of", "remove_rate", "set_rate", "taxed_of",
]  # fmt: skip
