"""Pictures of a product: the first one stands for it."""

import pytest

from storefront import catalog, media
from storefront.catalog import photos
from storefront.kit.errors import NotFound, Refused


@pytest.fixture
def three(product, kept):
    mug = product("mug")
    pictures = [kept(n) for n in range(3)]
    photos.attach(mug, pictures)
    return pictures


def ids(product):
    return [picture.id for picture in photos.pictures_of(product)]


def test_the_first_stands_for_the_item(product, three, mei):
    assert ids(product("mug")) == [picture.id for picture in three]
    assert product("mug").cover_id == three[0].id
    assert catalog.for_sale([mei.mug.id])[0].picture_code == three[0].code


def test_attaching_again_changes_nothing_and_others_pictures_stay_away(product, three, world, photo):
    foreign = media.keep(photo(5), world.lotte.shop.id, "item")
    photos.attach(product("mug"), [three[1], foreign])
    assert ids(product("mug")) == [picture.id for picture in three]


def test_twelve_is_the_most(product, kept):
    photos.attach(product("mug"), [kept(n) for n in range(12)])
    with pytest.raises(Refused) as refusal:
        photos.attach(product("mug"), [kept(12)])
    assert refusal.value.field == "photo" and len(ids(product("mug"))) == 12


def test_order_is_changed_one_place_at_a_time(product, three):
    photos.move_picture(product("mug"), three[2], up=True)
    photos.move_picture(product("mug"), three[2], up=True)
    photos.move_picture(product("mug"), three[2], up=True)
    assert ids(product("mug")) == [three[2].id, three[0].id, three[1].id] and product("mug").cover_id == three[2].id
    photos.move_picture(product("mug"), three[2], up=False)
    assert product("mug").cover_id == three[0].id


def test_what_is_taken_off_can_be_put_back(product, three):
    photos.detach(product("mug"), three[0])
    assert ids(product("mug")) == [three[1].id, three[2].id] and product("mug").cover_id == three[1].id
    with pytest.raises(NotFound):
        photos.own_picture(product("mug"), three[0].code)
    photos.attach(product("mug"), [media.by_code(product("mug").shop_id, three[0].code)])
    assert ids(product("mug"))[-1] == three[0].id
    for picture in three:
        photos.detach(product("mug"), picture)
    assert product("mug").cover_id is None


def test_a_variant_loses_a_picture_that_is_taken_off(glazed):
    variant = catalog.variants_of(glazed)[0]
    photos.detach(glazed, photos.pictures_of(glazed)[0])
    assert catalog.variants_of(glazed)[0].picture_id is None and variant.picture_id is not None


def test_words_and_focus_reach_the_public(product, three, mei):
    version = mei.fresh().version
    photos.describe(product("mug"), three[0], "A mug with a bare foot")
    photos.focus(product("mug"), three[0], 0, 100)
    assert mei.fresh().version == version + 2
    shown = photos.pictures_of(product("mug"))[0]
    assert (shown.alt, shown.css_class.split()[-2:]) == ("A mug with a bare foot", ["fx-0", "fy-5"])


def test_six_pictures_become_six_drafts_and_the_first_keeps_what_was_typed(shop, kept):
    draft = catalog.create_draft(shop)
    pictures = [kept(n) for n in range(6)]
    photos.attach(draft, pictures)
    catalog.save(draft, name="Bowl", price_minor=500)
    made = photos.split(draft)
    assert len(made) == 6 and all(each.state == "draft" for each in made)
    assert [ids(each) for each in made] == [[picture.id] for picture in pictures]
    assert [(each.name, each.price_minor) for each in made[:2]] == [("Bowl", 500), ("", 0)]


def test_one_picture_is_one_item_and_what_is_on_sale_stays_together(shop, kept, product, three):
    draft = catalog.create_draft(shop)
    photos.attach(draft, [kept(7)])
    for it in (draft, product("mug")):
        with pytest.raises(Refused):
            photos.split(it)
