"""What this room keeps about somebody can be taken along and forgotten."""

from storefront import accounts, moderation
from storefront.kit.about import About
from storefront.moderation import Voice, keeper
from tests.support.factories import again


def test_what_somebody_told_goes_along_and_goes_away(desk, people):
    (person,) = people(1)
    phone = accounts.Contact("phone", person.phone)
    report = desk.told(words="My words as a guest", contact=phone)
    desk.told(words="My words with a name", person=person, network="10.6.0.0/24")
    desk.told(words="Somebody else", network="10.7.0.0/24")
    about = About(person.id, phone=person.phone)
    told = keeper.export(about)["reports"]
    assert [each["words"] for each in told] == ["My words as a guest", "My words with a name"]
    assert told[0]["contact"] == person.phone and told[0]["name"] == report.name
    assert keeper.in_the_way(about) == []
    for _twice in range(2):
        keeper.erase(about)
        guest, signed_in, other = Voice.across_shops().order_by(Voice.id)
        assert [guest.words, signed_in.words, other.words] == ["", "", "Somebody else"]
        assert (guest.network, guest.who) == ("", f"gone:{guest.id}")  # nor where they told it from
        assert signed_in.who == f"person:{person.id}" and other.who == f"network:{other.network}" and other.network
    assert keeper.export(About(phone=person.phone)) == {}
    assert again(report).people_count == 2 + 1


def test_a_seller_takes_measures_along_and_the_appeal_is_forgotten(desk):
    measure = moderation.uphold(desk.appealed(), desk.other, "It stays")
    about = About(desk.mei.owner.id, phone=desk.mei.owner.phone)
    (kept,) = keeper.export(about)["measures"]
    assert (kept["appeal"], kept["answer"], kept["rule"]) == ("It is my own mark", "It stays", "copy")
    keeper.erase(about)
    assert again(measure).appeal is None and again(measure).answer == "It stays"
    assert keeper.export(About(desk.world.lotte.owner.id, phone=desk.world.lotte.owner.phone)) == {}
