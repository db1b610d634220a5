"""The books as a few numbers per order, and everything people can do to them: what random histories of the market are compared with.

The model knows no database, no events and no ledger. Whatever people do, in whatever order, and wherever the clock jumps meanwhile, the
market says the same as the model, and refuses exactly what the model refuses.
"""

from tests.support.books.history import Books

__all__ = ["Books"]
