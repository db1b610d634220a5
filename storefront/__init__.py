"""Microstore: a market of phone shops, one package per noun.

Each package holds what it is (`models`), what can happen (`actions`), pure decisions (`rules`), what it accepts from people
(`forms`), and its pages (`views` for buyers, `seller` for the dashboard, `admin` for the operator). Import the package, never its
insides: `from storefront import stock` … `stock.reserve(lines)`.

A feature may import only names to its left; `kit` (mechanisms that know no shop word) stands left of all, `demo` and `check`
and `app.py` right of all. tests/contracts/test_architecture.py reads the imports and holds every file to it. A name without a
folder keeps the place of a room that is not built yet.
"""

ORDER = (
    "accounts", "policies", "media", "shops", "trust", "verification", "catalog", "stock", "ledger", "payments", "payouts",
    "reconciliation", "share", "customers", "cart", "orders", "shipping", "invoices", "promotions", "groups", "referrals",
    "aftersales", "invitations", "checkout", "reviews", "moderation", "live", "conversations", "notifications", "analytics",
    "transfer", "privacy", "site", "api", "admin",
)  # fmt: skip
