from datetime import UTC, date, datetime, timedelta

import pytest

from storefront.kit import events, pagecache
from storefront.kit.errors import Changed, Refused, TooMany

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture(autouse=True)
def _noon(clock, database):
    clock.freeze(NOON)


# --- opening ------------------------------------------------------------------------------------------------------------------------


def test_a_name_is_enough_to_open(shops, mei, kiln):
    assert (kiln.slug, kiln.name, kiln.seal, kiln.state, kiln.level) == ("meis-kiln", "Mei's Kiln", "M", "open", "none")
    assert (kiln.currency, kiln.country, kiln.time_zone, kiln.mode) == ("CNY", "CN", "Asia/Shanghai", "protected")
    assert shops.of_person(mei) == [kiln] and shops.owner_of(kiln) == mei
    assert mei.last_shop_id == kiln.id
    assert [row.role for row in shops.Member.of(kiln)] == ["owner"]


def test_where_nothing_can_be_held_a_shop_opens_in_direct_mode(shops, mei, monkeypatch):
    monkeypatch.setattr("storefront.shops.opening.holders", ())
    assert shops.open_shop(mei, "Pay Me Yourself").mode == "direct"
    with pytest.raises(Refused):
        shops.change_terms(shops.of_person(mei)[0], mode="protected")


def test_a_taken_name_comes_with_three_free_ones(shops, lin, kiln):
    with pytest.raises(Refused, match="Someone has this name") as refusal:
        shops.open_shop(lin, "MEI’S KILN")
    ideas = refusal.value.details["suggestions"]
    assert refusal.value.field == "name" and len(ideas) == 3
    assert shops.open_shop(lin, ideas[0]).name == ideas[0]
    assert ideas[0] not in shops.free_names("Mei's Kiln")


@pytest.mark.parametrize("name", ["", "   ", "\x00\x07", "x" * 61])
def test_a_shop_needs_a_name_that_fits(shops, mei, name):
    with pytest.raises(Refused) as refusal:
        shops.open_shop(mei, name)
    assert refusal.value.field == "name"


def test_a_handle_that_is_taken_gets_a_neighbour(shops, lin, kiln):
    other = shops.open_shop(lin, "Mei's Kiln 窑")  # another name, the same letters in the address
    assert other.slug == "meis-kiln-shop"


def test_chinese_names_get_handles_and_their_own_seal(shops, mei):
    shop = shops.open_shop(mei, "小梅窑")
    assert shop.seal == "小" and shop.slug.startswith("shop-")


def test_a_shop_remembers_where_it_came_from(shops, lin, kiln, fresh, clock):
    began = clock.now()
    clock.advance(timedelta(seconds=48))
    new = shops.open_shop(lin, "Lin's Tea", came_from=kiln, started_at=began)
    assert fresh(new).came_from == kiln and fresh(kiln).opened_from_here_count == 1
    assert shops.opened_in(new) == "0:48" and shops.opened_in(kiln) is None


def test_the_same_key_opens_one_shop(shops, mei):
    first = shops.open_shop(mei, "Mei's Kiln", once_key="k" * 22)
    assert shops.open_shop(mei, "Mei's Kiln", once_key="k" * 22) == first


def test_opening_is_told(shops, mei, kiln):
    row = next(row for row in events.timeline(f"shop:{kiln.id}") if row.kind == "shops.Opened")
    assert events.revive(row) == shops.Opened(kiln.id, mei.id, None)


def test_a_person_opens_a_handful_of_shops_a_day(shops, mei, clock):
    for n in range(5):
        shops.open_shop(mei, f"Shop number {n}")
    with pytest.raises(TooMany):
        shops.open_shop(mei, "One more")
    clock.advance(timedelta(days=1))
    shops.open_shop(mei, "One more")


@pytest.mark.race
def test_a_name_goes_to_one_of_many_who_want_it_at_the_same_moment(shops, accounts):
    from concurrent.futures import ThreadPoolExecutor

    from storefront.kit import db

    people = [accounts.find_or_make(accounts.Contact("email", f"p{n}@example.com")) for n in range(8)]

    def open_it(person):
        with db.connection():
            try:
                return shops.open_shop(person, "The Same Name")
            except Refused as refusal:
                return refusal

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(open_it, people))
    assert sum(isinstance(outcome, shops.Shop) for outcome in outcomes) == 1
    assert all(outcome.field == "name" for outcome in outcomes if isinstance(outcome, Refused))
    assert shops.Shop.select().count() == 1


# --- what the public sees --------------------------------------------------------------------------------------------------------------


def test_a_change_grows_the_version_when_it_is_kept(shops, kiln, fresh):
    from storefront.kit import db

    before = kiln.version
    shops.touch(kiln)
    assert fresh(kiln).version == kiln.version == before + 1
    assert pagecache.versions.known[shops.tag(kiln)] == before + 1
    assert shops.read_version(shops.tag(kiln)) == before + 1
    with pytest.raises(ZeroDivisionError), db.transaction():
        shops.touch(kiln)
        raise ZeroDivisionError
    assert pagecache.versions.known[shops.tag(kiln)] == fresh(kiln).version == before + 1


@pytest.mark.parametrize("tag", ["", "shop:", "shop:x", "market", "shop:999999"])
def test_a_tag_of_nothing_has_version_none(shops, tag):
    assert shops.read_version(tag) == 0


def test_looks_change_together_and_at_once(shops, kiln, fresh):
    before = kiln.version
    shops.change_look(
        kiln,
        name="Mei's Kiln & Garden",
        seal="梅",
        words=" Thrown  by hand ",
        about="One\r\n\r\nTwo",
        glaze=shops.GLAZES["honey"],
    )
    now = fresh(kiln)
    assert (now.name, now.seal, now.words, now.about) == ("Mei's Kiln & Garden", "梅", "Thrown by hand", "One\n\nTwo")
    assert (now.hue, now.chroma, now.bright) == (80, 150, True)
    assert now.version == before + 1


def test_colours_that_cannot_be_read_are_refused(shops, kiln, fresh, monkeypatch):
    from storefront.shops import looks

    monkeypatch.setattr(looks, "contrast", lambda glaze: 3.2)
    with pytest.raises(Refused, match=r"3\.2 to 1") as refusal:
        shops.change_look(kiln, glaze=shops.GLAZES["ink"], words="New words")
    assert refusal.value.field == "glaze" and fresh(kiln).words == ""


def test_a_shop_keeps_its_own_name_and_takes_nobody_elses(shops, kiln, lin):
    shops.open_shop(lin, "Lin's Tea")
    shops.change_look(kiln, name="MEI'S KILN")
    with pytest.raises(Refused) as refusal:
        shops.change_look(kiln, name="lins tea")
    assert refusal.value.field == "name"


@pytest.mark.parametrize("slug", ["a", "admin", "Ümlaut", "a--b", "with space", "lins-tea"])
def test_handles_that_are_refused(shops, kiln, lin, slug):
    shops.open_shop(lin, "Lin's Tea")
    with pytest.raises(Refused) as refusal:
        shops.change_look(kiln, slug=slug)
    assert refusal.value.field == "slug"


def test_a_former_handle_stays_with_its_shop(shops, kiln, lin, fresh):
    shops.change_look(kiln, slug="kiln")
    assert fresh(kiln).slug == "kiln"
    assert "meis-kiln" not in shops.suggest_slugs("Mei's Kiln")
    other = shops.open_shop(lin, "Lin's Tea")
    with pytest.raises(Refused):
        shops.change_look(other, slug="meis-kiln")
    shops.change_look(kiln, slug="meis-kiln")
    assert fresh(kiln).slug == "meis-kiln"
    with pytest.raises(Refused):
        shops.change_look(other, slug="kiln")


def test_unknown_fields_are_a_mistake_of_the_program(shops, kiln):
    with pytest.raises(TypeError):
        shops.change_look(kiln, level="company")
    with pytest.raises(TypeError):
        shops.change_terms(kiln, level="company")


def test_a_picture_of_another_shop_is_not_put_up(shops, kiln, lin, photo):
    from storefront import media

    other = shops.open_shop(lin, "Lin's Tea")
    theirs = media.keep(photo(), other.id, "cover")
    with pytest.raises(ValueError):
        shops.change_picture(kiln, "cover", theirs)


# --- states -----------------------------------------------------------------------------------------------------------------------------


def test_a_holiday_ends_by_itself_on_the_shops_own_calendar(shops, kiln, fresh, clock):
    shops.close_for_holiday(kiln, date(2026, 3, 6))
    assert (fresh(kiln).state, fresh(kiln).sells) == ("holiday", False)
    clock.freeze(datetime(2026, 3, 5, 15, 59, tzinfo=UTC))  # 23:59 on the 5th in Shanghai
    shops.reopen_due()
    assert fresh(kiln).state == "holiday" and not fresh(kiln).sells
    clock.advance(timedelta(minutes=1))
    assert fresh(kiln).sells  # the date decides, not the sweep
    shops.reopen_due()
    assert fresh(kiln).state == "open" and fresh(kiln).reopens_on is None


def test_the_sweep_opens_no_shop_whose_day_was_moved_since_it_looked(shops, mei, kiln, fresh, clock, monkeypatch):
    """It comes to each shop a while after it read them all; and one that has changed does not keep the others closed."""
    from storefront.shops import actions

    other = shops.open_shop(mei, "Second Kiln")
    for shop, day in ((kiln, 5), (other, 6)):
        shops.close_for_holiday(shop, date(2026, 3, day))
    clock.freeze(datetime(2026, 3, 6, 4, 0, tzinfo=UTC))
    read_all = actions.jobs.each

    def moved_meanwhile(work, rows):
        rows = list(rows)
        shops.close_for_holiday(fresh(kiln), date(2026, 3, 20))
        return read_all(work, rows)

    monkeypatch.setattr(actions.jobs, "each", moved_meanwhile)
    shops.reopen_due()
    assert (fresh(kiln).state, fresh(kiln).reopens_on) == ("holiday", date(2026, 3, 20))
    assert fresh(other).state == "open"


def test_a_holiday_can_be_changed_and_ended(shops, kiln, fresh):
    shops.close_for_holiday(kiln)
    shops.reopen_due()
    assert fresh(kiln).state == "holiday"
    shops.close_for_holiday(kiln, date(2026, 3, 9))
    assert fresh(kiln).reopens_on == date(2026, 3, 9)
    shops.reopen(kiln)
    assert fresh(kiln).sells
    with pytest.raises(Refused):
        shops.close_for_holiday(kiln, date(2026, 3, 4))


def test_a_suspended_shop_sells_nothing_until_it_is_reinstated(shops, kiln, fresh):
    with pytest.raises(Refused):
        shops.suspend(kiln, "  ")
    shops.suspend(kiln, "Selling copies")
    assert not fresh(kiln).sells and fresh(kiln).state_reason == "Selling copies"
    with pytest.raises(Changed):
        shops.close_for_holiday(fresh(kiln))
    shops.reinstate(kiln)
    assert fresh(kiln).sells and fresh(kiln).state_reason == ""


@pytest.mark.parametrize("state", ["open", "holiday", "suspended", "closed"])
@pytest.mark.parametrize("verb", ["close_for_holiday", "reopen", "suspend", "reinstate", "close"])
def test_every_state_and_verb(shops, kiln, fresh, state, verb):
    """Also the pairs that are not in the table: they change nothing."""
    shops.Shop.update(state=state).where(shops.Shop.id == kiln.id).execute()
    shop, before = fresh(kiln), fresh(kiln).version
    expected = shops.SHOP.table.get((state, verb))
    arguments = ("a reason",) if verb == "suspend" else ()
    if expected:
        getattr(shops, verb)(shop, *arguments)
        assert fresh(kiln).state == expected and fresh(kiln).version == before + 1
    elif (state, verb) == ("holiday", "close_for_holiday"):
        shops.close_for_holiday(shop)  # only its date changes
        assert fresh(kiln).state == "holiday"
    else:
        with pytest.raises(Changed):
            getattr(shops, verb)(shop, *arguments)
        assert fresh(kiln).state == state and fresh(kiln).version == before


# --- terms -------------------------------------------------------------------------------------------------------------------------------


def test_terms_change_and_are_written_down(shops, kiln, fresh):
    shops.change_terms(
        kiln,
        currency="EUR",
        time_zone="Europe/Berlin",
        mode="direct",
        returns_days=14,
        pack_days=3,
        country="DE",
        language="zh-CN",
    )
    now = fresh(kiln)
    assert (now.currency, now.time_zone, now.mode, now.returns_days, now.pack_days) == ("EUR", "Europe/Berlin", "direct", 14, 3)
    row = next(row for row in events.timeline(f"shop:{kiln.id}") if row.kind == "shop.terms_changed")
    assert events.payload(row)["was"]["currency"] == "CNY"


@pytest.mark.parametrize(
    "values",
    [{"currency": "XXX"}, {"time_zone": "Moon/Base"}, {"time_zone": "../../etc/passwd"}, {"mode": "credit"}, {"returns_days": 61},
     {"return_postage": "market"}, {"pack_days": 0}, {"country": "Germany"}, {"language": "tlh"}],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused_beside_their_field(shops, kiln, fresh, values):
    with pytest.raises(Refused) as refusal:
        shops.change_terms(kiln, **values)
    assert refusal.value.field == next(iter(values))
    assert fresh(kiln).version == kiln.version


def test_the_currency_stays_after_the_first_order(shops, kiln):
    shops.count_against_cap(kiln, 100)
    with pytest.raises(Refused, match="after the first order"):
        shops.change_terms(kiln, currency="EUR")


def test_a_currency_with_other_decimals_waits_until_nothing_is_on_sale(shops, kiln):
    shops.Shop.update(items_count=3).where(shops.Shop.id == kiln.id).execute()
    kiln.items_count = 3
    with pytest.raises(Refused, match="other decimals"):
        shops.change_terms(kiln, currency="JPY")
    shops.change_terms(kiln, currency="EUR")
