"""Where a shop's money goes: said by its owner, checked, sealed, and changed with care.

A change needs a fresh proof of who it is (the pages ask for it), opens the new account only after 48 hours, and is told to the owner
and to the contacts that were on file when the account before it was written down: whoever takes over a shop and changes its phone
number first does not silence that notice.
"""

import json

from storefront import accounts, shops
from storefront.accounts import Contact, Person
from storefront.kit import clock, db, events
from storefront.kit.errors import Refused
from storefront.kit.forms import clean_line
from storefront.kit.i18n import gettext as _
from storefront.payouts import rules
from storefront.payouts.events import AccountChanged
from storefront.payouts.models import BankAccount
from storefront.payouts.rules import Details

BANK_LONGEST = 80


def account_of(shop) -> BankAccount | None:
    """Where the shop's money goes now, or None where nobody has said so."""
    return BankAccount.of(shop).where(BankAccount.ended_at.is_null()).first()


def read(shop, holder: str, number: str, bank: str = "") -> Details:
    """An account as typed. Raises Refused with the field that is wrong."""
    holder, bank = clean_line(holder) or "", clean_line(bank) or ""
    for field, problem in (
        ("holder", rules.holder_problem(holder, shop.currency) if holder else _("Write whose account it is.")),
        ("number", rules.number_problem(number, shop.currency)),
    ):
        if problem:
            raise Refused(problem, field)
    iban = rules.is_iban(number)
    if not iban and not bank:
        raise Refused(_("Write the name of the bank."), "bank")
    if len(bank) > BANK_LONGEST:
        raise Refused(
            _("That is %(length)s characters; there is room for %(most)s.", length=len(bank), most=BANK_LONGEST), "bank"
        )
    return Details(holder, rules.compact(number), bank, iban)


def misfit_of(account: BankAccount, currency: str) -> tuple[str, str] | None:
    """(field, sentence) of what is wrong with an account for a shop's currency, where it was written down while the shop had another one."""
    number = rules.number_problem(account.number, currency)
    holder = rules.holder_problem(account.holder, currency)
    return ("holder", holder) if holder else ("number", number) if number else None


@db.verb
def change_account(shop, person: Person, details: Details) -> BankAccount:
    """From now on the shop's money goes here, 48 hours from now at the earliest. The same account again changes nothing."""
    db.locked(shops.Shop.select().where(shops.Shop.id == shop.id)).get()  # two changes at once come one after the other
    before = account_of(shop)
    known = {"holder": details.holder, "number": details.number, "bank": details.bank, "is_iban": details.is_iban}
    if before is not None and before.known == known:
        return before
    now = clock.now()
    if before is not None:
        BankAccount.update(ended_at=now).where(BankAccount.id == before.id).execute()
    row = BankAccount.create(
        shop=shop.id,
        details=json.dumps(known, ensure_ascii=False),
        contacts=json.dumps([[contact.kind, contact.value] for contact in accounts.contacts_of(shops.owner_of(shop))]),
        added_by=person.id,
        added_at=now,
        usable_at=now + rules.NEW_ACCOUNT,
    )
    events.record(
        AccountChanged(shop.id, row.id, before.id if before else None),
        subject=f"shop:{shop.id}",
        shop=shop,
    )
    return row


def to_tell(account: BankAccount | None) -> list[Contact]:
    """Whom to tell that `account` was left for another one: the contacts as they were when it was written down."""
    return [Contact(kind, value) for kind, value in json.loads(account.contacts)] if account is not None else []


def by_id(account_id: int | None) -> BankAccount | None:
    """An account of any shop, for the notices."""
    return BankAccount.across_shops().where(BankAccount.id == account_id).first() if account_id else None
