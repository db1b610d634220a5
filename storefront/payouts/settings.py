"""What the installation sets about money that leaves."""

from dataclasses import dataclass
from datetime import date

from storefront import policies
from storefront.kit.config import BadConfig, Config
from storefront.kit.money import Money
from storefront.payouts import rules
from storefront.shops.rules import roughly

_config: Config | None = None


@dataclass(frozen=True)
class Payer:
    """The market's own account, from which withdrawals are paid. Without an IBAN there is no SEPA file."""

    name: str
    iban: str = ""
    bic: str = ""


def configure(config: Config) -> None:
    """Take the settings; BadConfig for an account of the market that no bank has. Called when the app is made."""
    global _config
    if config.bank_iban or config.bank_bic:
        _check(config)
    _config = config


def _check(config: Config) -> None:
    from stdnum import bic as bic_numbers  # here: it brings much along, and few markets send such files
    from stdnum import iban as iban_numbers

    if config.bank_iban and not iban_numbers.is_valid(config.bank_iban, check_country=False):
        raise BadConfig("MICROSTORE_BANK_IBAN has a mistake in it. Check it against a statement of your bank.")
    if config.bank_bic and not bic_numbers.is_valid(config.bank_bic):
        raise BadConfig("MICROSTORE_BANK_BIC has 8 or 11 letters and digits, like DEUTDEFF.")
    if config.bank_iban and not rules.sepa_text(config.bank_holder or config.market_name):
        raise BadConfig(
            "MICROSTORE_BANK_HOLDER is needed beside MICROSTORE_BANK_IBAN: the holder of the account in Latin letters, as the bank has it."
        )


def zone() -> str:
    """The market's own clock."""
    return _config.time_zone


def closed() -> frozenset[date]:
    """The days on which banks are closed beside weekends, as the operator has set them."""
    return policies.current().closed()


def payer() -> Payer:
    """Who pays."""
    return Payer(_config.bank_holder or _config.market_name, _config.bank_iban.replace(" ", "").upper(), _config.bank_bic)


def least(currency: str) -> Money:
    """The smallest withdrawal."""
    return Money(roughly(_config.withdraw_least_minor, _config.currency, currency), currency)


def unchecked_most(currency: str) -> Money:
    """What a shop may withdraw in all before its identity is checked."""
    if not _config.withdraw_unchecked_minor:
        return Money(0, currency)
    return Money(roughly(_config.withdraw_unchecked_minor, _config.currency, currency), currency)


def one_person_most(currency: str, person=None) -> Money:
    """The largest batch that one person may release, as the operator has set it; for a `person` at most as others have."""
    held = policies.current()
    most = policies.limit_of(held, "two_person_minor", person) if person else held.two_person_minor
    return Money(roughly(most, held.currency, currency) if most else 0, currency)


def needs_two(total: Money, person) -> bool:
    """Whether a batch of this sum is released by two people where `person` is the first."""
    return total > one_person_most(total.currency, person)


def figures(currency: str) -> dict:
    """What the help page says about withdrawals: the smallest, what an unchecked shop may take out, hours until a new account is used,
    the largest batch of one person."""
    hours = int(rules.NEW_ACCOUNT.total_seconds()) // 3600
    return {
        "least": least(currency),
        "unchecked": unchecked_most(currency),
        "hours": hours,
        "one_person": one_person_most(currency),
    }
