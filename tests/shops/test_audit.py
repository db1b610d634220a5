import pytest

from storefront.shops import audit


def test_the_oracle_has_nothing_to_say_about_shops_that_people_opened(shops, mei, lin, kiln):
    shops.open_shop(lin, "Lin's Tea", came_from=kiln)
    shops.open_shop(lin, "Lin's Garden", came_from=kiln)
    assert audit.problems() == []


@pytest.mark.tampers
def test_the_oracle_notices_a_counter_that_lies_and_a_shop_without_its_owner(shops, kiln):
    shops.Shop.update(opened_from_here_count=7).where(shops.Shop.id == kiln.id).execute()
    shops.Member.update(role="helper").where(shops.Member.shop == kiln.id).execute()
    assert audit.problems() == [
        f"shop {kiln.id}: 0 shops came from it, it says 7",
        f"shop {kiln.id}: its owner does not work in it",
    ]
