"""Pure decisions about fees: how much the market takes of a sale, and how much of it comes back with a refund."""

from dataclasses import asdict, dataclass

from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


@dataclass(frozen=True)
class FeeRule:
    """What the market takes of what is released to a shop: a share in basis points (250 = 2.5 %) and a fixed sum per order.

    Frozen into an order's terms when it is placed, so that a change affects new orders only.
    """

    share_bp: int = 0
    fixed_minor: int = 0

    def __post_init__(self):
        if not 0 <= self.share_bp <= 10_000 or self.fixed_minor < 0:
            raise ValueError("a fee is a share from 0 to 100 % and a sum that is not negative")

    @property
    def is_free(self) -> bool:
        """Whether the market takes nothing."""
        return not self.share_bp and not self.fixed_minor

    def as_dict(self) -> dict:
        """For the order's frozen terms (JSON)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, frozen: dict | None) -> "FeeRule":
        """From an order's frozen terms; none at all means no fee."""
        frozen = frozen or {}
        return cls(int(frozen.get("share_bp", 0)), int(frozen.get("fixed_minor", 0)))

    def words(self, currency: str) -> str:
        """For people: "No fee", "2.5%", "2.5% + ¥0.30"."""
        if self.is_free:
            return _("No fee")
        whole, part = divmod(self.share_bp, 100)
        share = f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%" if self.share_bp else ""
        fixed = Money(self.fixed_minor, currency).display() if self.fixed_minor else ""
        return " + ".join(text for text in (share, fixed) if text)


FREE = FeeRule()


def fee(total: Money, rule: FeeRule) -> Money:
    """The fee on `total`: share, rounded half up once, plus the fixed sum; never more than the total, nothing of nothing."""
    if total.minor <= 0 or rule.is_free:
        return Money(0, total.currency)
    taken = total.share(rule.share_bp) + Money(rule.fixed_minor, total.currency)
    return min(taken, total)


def fee_back(taken: Money, released: Money, before: Money, refund: Money) -> Money:
    """How much of the fee `taken` on `released` comes back with `refund`, when `before` was refunded already.

    A refund returns the same part of the fee as of the money. Counted from the beginning each time, so that many small refunds
    return exactly as much as one large one, and the last one the rest.
    """
    if not released.minor:
        return Money(0, taken.currency)

    def due(minor: int) -> int:
        return taken.minor * min(minor, released.minor) // released.minor

    return Money(due(before.minor + refund.minor) - due(before.minor), taken.currency)
