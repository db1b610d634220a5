"""Lotte's shop, which charges tax, and what was paid there."""

import pytest

from storefront import invoices, shops
from storefront.shops import Shop

OFFICE = ("Charlotte Berg e.K.", "Lindenweg 4\n50674 Köln", "DE136695976", "vat", "MwSt.")


class Office:
    """Stories about tax."""

    def __init__(self, world):
        self.world, self.keeper = world, world.lotte

    @property
    def shop(self) -> Shop:
        return self.keeper.fresh()

    def charges(self, mode: str, standard: int = 19000, reduced: int = 7000):
        """Prices include tax, or it comes on top; 19 % in Germany, 7 % for what is reduced."""
        invoices.change_mode(self.shop, mode)
        invoices.set_rate(self.shop, "DE", "standard", standard)
        invoices.set_rate(self.shop, "DE", "reduced", reduced)

    def registered(self):
        """The shop says who it is for the tax office."""
        invoices.change_particulars(self.shop, *OFFICE)

    def protected(self):
        """The market holds the money here, too."""
        shops.verify(self.shop, "company")
        Shop.update(mode="protected").where(Shop.id == self.shop.id).execute()


@pytest.fixture
def office(world) -> Office:
    return Office(world)
