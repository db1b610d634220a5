"""A product's life: draft, on sale, off, deleted, brought back; and its place among the others."""

from datetime import timedelta

import pytest

from storefront import catalog
from storefront.catalog import actions, editing, reading
from storefront.catalog.models import PRODUCT, Product
from storefront.kit import events, jobs
from storefront.kit.errors import Changed, Gone, NotFound, Refused


def listed(shop):
    return [card.name for card in reading.cards(shop).items]


# --- drafts -----------------------------------------------------------------------------------------------------------------


def test_a_draft_has_one_variant_and_nobody_sees_it(mei, shop):
    before = listed(shop)
    draft = catalog.create_draft(shop)
    variants = catalog.variants_of(draft)
    assert (draft.state, len(variants), variants[0].choice_list, draft.buy_code) == ("draft", 1, [], variants[0].code)
    assert listed(shop) == before and mei.fresh().version == shop.version


def test_the_same_code_begins_one_draft(shop):
    first, again = catalog.create_draft(shop, "K7Q2AB"), catalog.create_draft(shop, "K7Q2AB")
    assert first.id == again.id and first.code == "K7Q2AB"


@pytest.mark.parametrize("code", ["", "k7q2ab", "K7Q2A", "K7Q2ABC", "K7Q2A0", "../../", "K7Q2A'"])
def test_other_codes_begin_nothing(shop, code):
    with pytest.raises(NotFound):
        catalog.create_draft(shop, code)


def test_drafts_do_not_pile_up_without_end(shop, monkeypatch):
    monkeypatch.setattr(actions, "MOST_DRAFTS", 2)
    catalog.create_draft(shop)
    catalog.create_draft(shop)
    with pytest.raises(Refused) as refusal:
        catalog.create_draft(shop)
    assert "2 drafts" in refusal.value.sentence


def test_a_draft_needs_a_price_and_a_name_to_go_on_sale(shop):
    draft = catalog.create_draft(shop)
    with pytest.raises(Refused) as refusal:
        catalog.put_on_sale(draft)
    assert refusal.value.field == "price"
    catalog.save(draft, price_minor=100)
    with pytest.raises(Refused) as refusal:
        catalog.put_on_sale(draft)
    assert refusal.value.field == "name" and draft.state == "draft"
    catalog.save(draft, name="Plate")
    assert catalog.put_on_sale(draft).state == "on_sale"


# --- saving ---------------------------------------------------------------------------------------------------------------


def test_saving_changes_what_is_given_and_tells_the_public_once(mei, product):
    mug = product("mug")
    version = mei.fresh().version
    catalog.save(mug, name="Monday mug", price_minor=9900)
    again = product("mug")
    assert (again.name, again.price_minor, again.words) == ("Monday mug", 9900, "Made by hand.")
    assert catalog.variants_of(again)[0].price_minor == 9900
    assert mei.fresh().version == version + 1
    catalog.save(product("mug"), name="Monday mug", price_minor=9900)
    assert mei.fresh().version == version + 1  # nothing changed, nothing is made anew


def test_a_thing_on_sale_keeps_a_name(product):
    with pytest.raises(Refused) as refusal:
        catalog.save(product("mug"), name="")
    assert refusal.value.field == "name" and product("mug").name


@pytest.mark.parametrize("was", [12800, 100])
def test_the_old_price_is_higher_than_the_price(product, was):
    with pytest.raises(Refused) as refusal:
        catalog.save(product("mug"), was_minor=was)
    assert refusal.value.field == "was"


def test_a_price_that_rises_past_the_old_one_is_no_reduction(product):
    catalog.save(product("mug"), was_minor=14800)
    catalog.set_price(product("mug"), 13000)
    assert product("mug").was_minor == 14800
    catalog.set_price(product("mug"), 15000)
    assert product("mug").was_minor is None


def test_prices_of_their_own_are_not_overwritten_in_place(glazed):
    with pytest.raises(Refused) as refusal:
        catalog.set_price(glazed, 1)
    assert refusal.value.field == "price"


# --- on sale and off --------------------------------------------------------------------------------------------------------


def test_counters_follow_what_is_on_sale(mei, product):
    assert mei.fresh().items_count == 3
    catalog.take_off_sale(product("mug"))
    assert mei.fresh().items_count == 2
    catalog.put_on_sale(product("mug"))
    catalog.delete(product("jar"))
    assert mei.fresh().items_count == 2
    catalog.delete(catalog.create_draft(mei.fresh()))
    assert mei.fresh().items_count == 2


def test_putting_on_sale_twice_is_once(mei, product):
    version = mei.fresh().version
    catalog.put_on_sale(product("mug"))
    assert mei.fresh().version == version and mei.fresh().items_count == 3


def test_it_is_new_only_the_first_time(product, clock):
    first = product("mug").on_sale_at
    catalog.take_off_sale(product("mug"))
    clock.advance(timedelta(days=30))
    catalog.put_on_sale(product("mug"))
    assert product("mug").on_sale_at == first


def test_others_hear_of_it(mei, product, monkeypatch):
    heard = []

    def listener(event, row):
        heard.append((event, row.subject))

    events.on(catalog.PutOnSale, listener)
    try:
        catalog.take_off_sale(product("mug"))
        catalog.put_on_sale(product("mug"))
        jobs.run_pending()
    finally:
        events._listeners["catalog.PutOnSale"].clear()
    assert heard == [(catalog.PutOnSale(product("mug").id, mei.shop.id), f"product:{product('mug').id}")]


@pytest.mark.parametrize("state", PRODUCT.states)
@pytest.mark.parametrize("verb", PRODUCT.verbs)
def test_every_verb_in_every_state_does_what_the_table_says(product, state, verb):
    mug = product("mug")
    Product.update(state=state).where(Product.id == mug.id).execute()
    mug = product("mug")
    after = PRODUCT.table.get((state, verb))
    if after is None:
        with pytest.raises(Changed):
            PRODUCT.change(mug, verb)
        assert product("mug").state == state
    else:
        PRODUCT.change(mug, verb)
        assert product("mug").state == after


def test_someone_was_faster(product):
    one, other = product("mug"), product("mug")
    catalog.take_off_sale(one)
    with pytest.raises(Changed):
        catalog.delete(other)
    assert product("mug").state == "off_sale"


# --- deleting and undoing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["on_sale", "off_sale", "draft"])
def test_undo_brings_it_back_to_where_it_was(mei, shop, product, state):
    it = catalog.create_draft(shop) if state == "draft" else product("mug")
    if state == "off_sale":
        catalog.take_off_sale(it)
    count = mei.fresh().items_count
    catalog.delete(it)
    with pytest.raises(NotFound):
        catalog.product_by_code(shop, it.code)
    gone = catalog.product_by_code(mei.fresh(), it.code, deleted=True)
    catalog.undelete(gone)
    assert catalog.product_by_code(shop, it.code).state == state
    assert mei.fresh().items_count == count


def test_undo_ends_after_a_day(product, clock):
    catalog.delete(product("mug"))
    clock.advance(timedelta(hours=25))
    with pytest.raises(Gone):
        catalog.undelete(product("mug"))


def test_a_deleted_code_begins_nothing_new(shop, product):
    catalog.delete(product("mug"))
    draft = catalog.create_draft(shop, "K7Q2AB")
    catalog.delete(draft)
    with pytest.raises(Gone):
        catalog.create_draft(shop, "K7Q2AB")


def test_the_market_can_hide_it_and_allow_it_again(mei, product):
    catalog.hide(product("mug"), "Counterfeit?")
    assert (product("mug").state, product("mug").state_reason, mei.fresh().items_count) == ("hidden", "Counterfeit?", 2)
    with pytest.raises(Changed):
        catalog.put_on_sale(product("mug"))
    catalog.unhide(product("mug"))
    assert (product("mug").state, product("mug").state_reason) == ("off_sale", "")


# --- order -------------------------------------------------------------------------------------------------------------------


def test_new_things_stand_first_and_move_one_place_at_a_time(shop, product):
    assert listed(shop) == ["Noodle bowl, tenmoku brown", "Moon jar, matte white, 28 cm", "Sunday mug, celadon, 320 ml"]
    catalog.move(product("mug"), up=True)
    assert listed(shop) == ["Noodle bowl, tenmoku brown", "Sunday mug, celadon, 320 ml", "Moon jar, matte white, 28 cm"]
    catalog.move(product("bowl"), up=True)  # first already
    catalog.move(product("jar"), up=False)  # last already
    catalog.move(product("bowl"), up=False)
    assert listed(shop) == ["Sunday mug, celadon, 320 ml", "Noodle bowl, tenmoku brown", "Moon jar, matte white, 28 cm"]


def test_the_favourite_stands_first_whatever_moves_and_there_is_one(shop, product):
    catalog.set_favourite(product("mug"), True)
    assert listed(shop)[0] == "Sunday mug, celadon, 320 ml" and product("mug").favourite
    catalog.move(product("bowl"), up=True)
    catalog.move(product("mug"), up=False)
    assert listed(shop)[0] == "Sunday mug, celadon, 320 ml"
    catalog.set_favourite(product("jar"), True)
    assert listed(shop) == ["Moon jar, matte white, 28 cm", "Noodle bowl, tenmoku brown", "Sunday mug, celadon, 320 ml"]
    assert not product("mug").favourite
    catalog.set_favourite(product("jar"), False)
    assert listed(shop) == ["Noodle bowl, tenmoku brown", "Moon jar, matte white, 28 cm", "Sunday mug, celadon, 320 ml"]


# --- the form as one verb ------------------------------------------------------------------------------------------------------


def test_a_whole_form_is_all_or_nothing(shop, product):
    mug = product("mug")
    with pytest.raises(Refused):
        editing.write(mug, {"name": "Changed", "was_minor": 1}, left=3, new_shelf="Cups")
    assert product("mug").name != "Changed" and product("mug").left_count == 7 and not catalog.collections_of(shop)
    editing.write(product("mug"), {"name": "Changed"}, left=3, new_shelf="Cups")
    again = product("mug")
    assert (again.name, again.left_count) == ("Changed", 3)
    assert [(shelf.name, shelf.items_count) for shelf in catalog.collections_of(shop)] == [("Cups", 1)]
    editing.write(product("mug"), {}, left=None, shelf_slugs=[])
    assert product("mug").left_count is None
    assert [shelf.items_count for shelf in catalog.collections_of(shop)] == [0]


def test_what_open_orders_hold_is_not_given_away_twice(world, mei, product):
    world.placed(items=[(mei.jar, 1)])
    assert product("jar").left_count == 1
    editing.set_left(product("jar"), 5)  # five more can be bought, besides the one that is held
    from storefront import stock

    level = stock.levels([mei.jar.id])[mei.jar.id]
    assert (level.on_hand, level.held, product("jar").left_count) == (6, 1, 5)


def test_several_drafts_go_on_sale_together_or_not_at_all(mei, shop):
    drafts = [actions.with_shop(catalog.create_draft(shop), shop) for _n in range(2)]
    with pytest.raises(Refused):
        editing.put_all_on_sale(shop, [(drafts[0], {"name": "One", "price_minor": 100}), (drafts[1], {"name": "Two"})])
    assert {each.state for each in catalog.drafts_of(shop)} == {"draft"} and mei.fresh().items_count == 3
    drafts = catalog.drafts_of(shop)
    editing.put_all_on_sale(shop, [(actions.with_shop(each, shop), {"name": "N", "price_minor": 100}) for each in drafts])
    assert mei.fresh().items_count == 5 and catalog.drafts_of(shop) == []
