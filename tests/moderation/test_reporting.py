"""Telling the market: what counts, what does not, and that nothing public changes by it."""

import pytest

from storefront import accounts, moderation
from storefront.kit.errors import NotFound, Refused
from storefront.moderation import Report, Voice, finding
from tests.support.factories import again


def test_a_report_alone_changes_nothing_that_anybody_else_sees(desk, client, people):
    """F56. Also not when everybody tells of it."""
    mug = desk.world.mei.mug.product
    pages = ("/@meis-kiln", f"/@meis-kiln/p/{mug.code}", "/@meis-kiln/items", "/@meis-kiln/about", "/")
    before = [(answer.status_code, answer.get_data()) for answer in map(client.get, pages)]
    version = desk.world.mei.fresh().version
    for number, person in enumerate(people(12)):
        desk.told(reason="danger", network=f"10.0.{number}.0/24", person=person)
        desk.told(desk.shop(), "fraud", network=f"10.1.{number}.0/24")
    assert [(answer.status_code, answer.get_data()) for answer in map(client.get, pages)] == before
    shop = desk.world.mei.fresh()
    assert (shop.version, shop.state) == (version, "open")
    assert desk.world.placed().state == "pending"


def test_one_row_for_a_thing_however_many_tell(desk):
    first, second = desk.told(), desk.told(reason="danger", network="10.0.1.0/24", words="It cracked in my hand")
    assert first.id == second.id
    report = again(first)
    assert (report.people_count, report.reason, report.name) == (2, "danger", "Sunday mug, celadon, 320 ml")
    assert desk.told(desk.item("jar")).id != first.id
    assert [voice.words for voice in finding.voices_of([report])[report.id]] == ["It cracked in my hand", ""]


def test_the_same_person_twice_counts_once(desk, people):
    one, other = people(2)
    report = desk.told(person=one)
    for network in ("10.0.0.0/24", "10.9.0.0/24"):
        desk.told(person=one, network=network)
    assert again(report).people_count == 1
    desk.told(network="10.0.0.0/24")  # not signed in, from where that person told: may be the same
    assert again(report).people_count == 1
    desk.told(person=other, network="10.0.0.0/24")  # somebody else of the same house
    assert again(report).people_count == 2
    desk.told(network="10.5.0.0/24")
    desk.told(network="10.5.0.0/24", reason="fraud")
    assert again(report).people_count == 3
    desk.told(person=people(3)[2], network="10.5.0.0/24")  # a guest who signed in since
    assert again(report).people_count == 3
    assert again(report).reason == "fraud"  # what is told twice is still read


def test_risk_brings_the_deadline_forward_and_the_queue_stands_by_it(desk, clock):
    old = desk.told(desk.item("bowl"), "untrue")
    clock.advance(clock.now() - clock.now())
    calm = old.look_by
    for number in range(4):
        desk.told(desk.item("bowl"), "danger", network=f"10.7.{number}.0/24")
    assert again(old).look_by < calm
    quiet = desk.told(desk.item("jar"), "other")
    loud = desk.told(desk.item("mug"), "danger")
    rows, more = finding.waiting()
    assert ([row.id for row in rows], more) == ([old.id, loud.id, quiet.id], False)
    first, more = finding.waiting(limit=1)
    rest, _more = finding.waiting((first[0].look_by, first[0].id))
    assert more and [row.id for row in rest] == [loud.id, quiet.id]


def test_an_unchecked_shop_is_riskier(desk, market):
    unchecked = desk.told(desk.item("jam", desk.world.lotte))
    assert unchecked.risk == desk.told().risk + 5


def test_only_reasons_of_the_kind_are_taken(desk):
    for reason in ("", "words", "spam", "nonsense"):
        with pytest.raises(Refused) as refused:
            desk.told(reason=reason)
        assert refused.value.field == "reason"
    assert Report.across_shops().count() == 0


@pytest.mark.parametrize(
    "about",
    [
        "",
        "item",
        "item:",
        "shop:nobody",
        "item:meis-kiln",
        "item:meis-kiln/ZZZZZZ",
        "price:1",
        "review:meis-kiln/AAAA",
        "x" * 500,
    ],
)
def test_what_nobody_can_see_cannot_be_reported(desk, about):
    assert desk.world.mei.shop
    with pytest.raises(NotFound):
        moderation.find(about)


def test_a_draft_cannot_be_reported_and_what_was_taken_off_sale_can(desk):
    from storefront import catalog

    mei = desk.world.mei
    draft, off = catalog.create_draft(mei.shop), mei.jar.product
    catalog.take_off_sale(off)
    with pytest.raises(NotFound):
        moderation.find(f"item:meis-kiln/{draft.code}")
    assert moderation.find(f"item:meis-kiln/{off.code.lower()}").id == off.id
    assert moderation.find("shop:Meis-Kiln").id == mei.shop.id


def test_words_and_contact_are_sealed(desk, database):
    contact = accounts.Contact("phone", "+8613911112222")
    desk.told(words="Ask my neighbour Wang", contact=contact)
    (raw,) = database.execute_sql("SELECT words, contact, contact_index, who, network FROM report_voice").fetchall()
    assert "Wang" not in raw[0] and "139111" not in raw[1] and "10.0.0" not in raw[3] + raw[4]
    voice = Voice.across_shops().get()
    assert (voice.words, voice.contact) == ("Ask my neighbour Wang", "+8613911112222")
