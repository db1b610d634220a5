"""Every table that keeps something about people has somebody who tells and forgets it: a new one without fails the build."""

import pytest

from storefront import privacy
from storefront.kit import db
from storefront.kit.about import About
from storefront.kit.personal import SealedField

# Tables with sealed columns, or columns to find somebody by: whose keeper forgets them.
FORGOTTEN_BY = {
    "Person": "accounts", "Session": "accounts", "SignInCode": "accounts", "Check": "verification", "BankAccount": "payouts", "Method": "payments",
    "Payment": "payments", "Refund": "payments", "payments.Notice": "payments", "Customer": "customers", "KnownPhone": "customers", "Order": "orders",
    "Recipient": "orders", "Case": "aftersales", "Said": "aftersales", "Withdrawal": "aftersales", "Paper": "invoices", "Particulars": "invoices",
    "Voice": "moderation", "Measure": "moderation", "notifications.Notice": "notifications", "Message": "notifications", "Line": "reconciliation",
}  # fmt: skip
# Those that need none, and why.
BY_THEMSELVES = {
    "EventWords": "each room forgets the words of the events about its own things",
    "Event": "a class of networks, /24 or /48, and the number of an account",
    "Export": "this room ends them", "Erasure": "this room blanks them",
    "Decision": "how money that was nobody's was paid by hand goes after the days of `statement_days`",
    "Statement": "the text of a file goes when it is taken in, or after the days of `statement_days`",
}  # fmt: skip


def about_people() -> dict[str, type]:
    """{name of the class, with its room where two share it: the class}."""
    found = {}
    for model in db.models():
        sealed = any(isinstance(field, SealedField) for field in model._meta.sorted_fields)
        if sealed or any(name.endswith("_index") or name == "network" for name in model._meta.fields):
            room = model.__module__.split(".")[1]
            found[f"{room}.{model.__name__}" if model.__name__ == "Notice" else model.__name__] = model
    return found


def test_every_table_about_people_is_forgotten_by_somebody(app):
    assert set(about_people()) == set(FORGOTTEN_BY) | set(BY_THEMSELVES)
    keepers = dict(privacy.keepers)
    assert set(FORGOTTEN_BY.values()) <= set(keepers)


def test_every_keeper_knows_nothing_about_a_stranger_and_forgets_them_twice(world):
    world.completed()
    stranger = About(phone="+8613811112222", email="nobody@example.com")
    for name, keeper in privacy.keepers:
        assert not any(keeper.export(stranger).values()), name
        assert keeper.in_the_way(stranger) == [], name
        keeper.erase(stranger)
        keeper.erase(stranger)


@pytest.mark.parametrize("column", ["export", "in_the_way", "erase"])
def test_every_keeper_says_what_it_does(app, column):
    for name, keeper in privacy.keepers:
        assert keeper.__doc__ and getattr(keeper, column).__doc__, name
