"""F52: the seller appeals once, in time; somebody else answers."""

import pytest

from storefront import accounts, moderation, notifications
from storefront.kit import jobs
from storefront.kit.errors import Changed, Refused
from storefront.moderation import rules
from tests.support.factories import again


def test_an_appeal_is_upheld_or_granted_by_somebody_else(desk):
    upheld = moderation.uphold(desk.appealed(), desk.other, "The mark is on every picture")
    assert (upheld.state, upheld.decided_by_id, desk.item().state) == ("upheld", desk.other.id, "hidden")
    granted = moderation.grant(desk.appealed(thing=desk.item("jar")), desk.other, "It is your own")
    assert (granted.state, granted.decided_by_id, desk.item("jar").state) == ("lifted", desk.other.id, "on_sale")
    jobs.run_pending()
    kinds = [notice.kind for notice in notifications.notices_of(desk.world.mei.owner)[0]]
    assert sorted(kinds) == ["measure.Lifted", "measure.Taken", "measure.Taken", "measure.Upheld"]


def test_whoever_took_the_measure_does_not_answer_the_appeal(desk):
    measure = desk.appealed()
    for verb in (moderation.uphold, moderation.grant):
        with pytest.raises(Refused, match="somebody else answers the appeal"):
            verb(measure, desk.one, "I was right")
    with pytest.raises(Refused, match="answer the appeal"):
        moderation.lift(measure, desk.one)
    with pytest.raises(Refused, match="answer the appeal"):
        moderation.lift(measure, desk.other)
    assert again(measure).state == "appealed"


def test_also_when_the_operator_works_around_the_verbs(desk):
    """The database itself refuses it."""
    import peewee

    from storefront.kit import db

    measure = desk.appealed()
    with pytest.raises(peewee.IntegrityError), db.transaction():
        type(measure).update(decided_by=desk.one.id).where(type(measure).id == measure.id).execute()


def test_whoever_works_in_the_shop_does_not_answer(desk):
    staff = accounts.make_operator("+8613700137000")
    with pytest.raises(Refused, match="You work in this shop"):
        moderation.grant(desk.appealed(), staff, "Mine")


def test_an_appeal_needs_words_and_an_answer_too(desk):
    measure = desk.taken()
    with pytest.raises(Refused) as refused:
        moderation.appeal(measure, " ")
    assert refused.value.field == "words"
    measure = moderation.appeal(measure, "x" * 9000)
    assert len(again(measure).appeal) == 4000
    with pytest.raises(Refused) as refused:
        moderation.uphold(measure, desk.other, " ")
    assert refused.value.field == "answer"


def test_once_and_in_time(desk, clock):
    measure = moderation.uphold(desk.appealed(), desk.other, "No")
    with pytest.raises(Changed):
        moderation.appeal(measure, "Once more")
    late = desk.taken(desk.item("jar"))
    clock.advance(rules.APPEAL_WITHIN)
    assert not moderation.may_appeal(late)
    with pytest.raises(Changed):
        moderation.appeal(late, "I was away")
    with pytest.raises(Changed):
        moderation.uphold(late, desk.other, "Nothing to answer")


def test_an_appeal_has_a_deadline(desk):
    measure = desk.appealed()
    assert measure.answer_by - measure.appealed_at == rules.ANSWER_WITHIN


def test_what_was_upheld_can_be_lifted_later_and_a_measure_for_a_time_ends_also_under_appeal(desk, clock):
    measure = moderation.uphold(desk.appealed(), desk.other, "No")
    moderation.lift(measure, desk.one, "The mark is off")
    assert (again(measure).state, desk.item().state) == ("lifted", "on_sale")
    short = desk.appealed(ending="7")
    clock.advance(rules.ENDINGS["7"])
    moderation.sweep()
    assert again(short).state == "expired"
