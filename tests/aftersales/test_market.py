"""The market is asked, decides, may be appealed, and somebody else decides that."""

import pytest

from storefront import aftersales, shops
from storefront.kit import events
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from tests.aftersales.conftest import again


def test_the_market_is_asked_after_one_answer(quarrel):
    case = quarrel.opened()
    for side in ("buyer", "seller"):
        with pytest.raises(Changed) as no:
            aftersales.escalate(case, side)
    assert "after one answer" in str(no.value)
    aftersales.decline(case, "No")
    case = aftersales.escalate(case, "buyer", "It is broken")
    assert (case.state, case.escalated_by) == ("escalated", "buyer")
    assert case.decide_by == quarrel.clock.now() + aftersales.PERIODS.decide


@pytest.mark.parametrize("story", ["offered", "declined", "returning", "sent_back", "replacing"])
@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_either_side_can_ask_from_wherever_it_stands(quarrel, story, side):
    assert aftersales.escalate(getattr(quarrel, story)(), side).state == "escalated"


def test_a_split_is_what_the_ledger_books(quarrel, operator):
    case = quarrel.decided(operator, "split", 7680)
    assert (case.decision, case.award_minor, case.decided_by_id) == ("split", 7680, operator.id)
    assert quarrel.money(case.order).back == 0  # the losing side may appeal
    aftersales.agree(case, "buyer")
    assert again(case).state == "decided"
    aftersales.agree(case, "seller")
    case = again(case)
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "decided", 7680)
    assert vars(quarrel.money(case.order)) == {"escrow": 5120, "free": 0, "frozen": 0, "back": 7680, "total": 0}
    assert quarrel.money(quarrel.to_the_end(case.order)).free == 5120


@pytest.mark.parametrize("minor", [1, 4267, 8533, 12799])
def test_both_parts_of_any_split_are_the_whole(quarrel, operator, minor):
    case = quarrel.decided(operator, "split", minor)
    for side in aftersales.losers(case):
        aftersales.agree(case, side)
    order = quarrel.to_the_end(case.order)
    assert (quarrel.money(order).back, quarrel.money(order).free) == (minor, 12800 - minor)


def test_only_who_lost_agrees_or_appeals(quarrel, operator):
    case = quarrel.decided(operator, "refund")
    assert aftersales.losers(case) == ("seller",)
    with pytest.raises(Changed):
        aftersales.agree(case, "buyer")
    with pytest.raises(Changed):
        aftersales.appeal(case, "buyer", "More")
    aftersales.agree(case, "seller")
    assert again(case).refunded_minor == 12800


def test_who_agreed_does_not_appeal_any_more(quarrel, operator):
    case = quarrel.decided(operator)
    aftersales.agree(case, "buyer")
    with pytest.raises(Changed):
        aftersales.appeal(case, "buyer", "I thought again")
    assert aftersales.appeal(case, "seller", "It left whole").state == "appealed"


def test_nothing_for_the_buyer_is_a_decision_too(quarrel, operator):
    case = quarrel.decided(operator, "nothing")
    aftersales.agree(case, "buyer")
    case = again(case)
    assert (case.outcome, case.refunded_minor) == ("decided", 0)
    assert quarrel.money(quarrel.to_the_end(case.order)).free == 12800


def test_a_decision_has_a_reason_and_a_division_divides(quarrel, operator):
    case = quarrel.escalated()
    wrong = [
        (("x", None, "Because"), "decision"),
        (("nothing", None, " "), "words"),
        (("split", None, "Because"), "amount"),
        (("split", Money(0, "CNY"), "Because"), "amount"),
        (("split", Money(12801, "CNY"), "Because"), "amount"),
        (("back", None, "Because"), "address"),
    ]
    for how, field in wrong:
        with pytest.raises(Refused) as no:
            aftersales.decide(case, operator, *how)
        assert no.value.field == field
    assert again(case).state == "escalated"


def test_nobody_decides_about_a_shop_they_work_in(quarrel, operator):
    case = quarrel.escalated()
    shops.Member.create(shop=case.shop_id, person=operator, role="helper", created_at=quarrel.clock.now())
    with pytest.raises(Refused) as no:
        aftersales.decide(case, operator, "nothing", None, "Fine")
    assert "work in this shop" in str(no.value)


# --- the appeal -------------------------------------------------------------------------------------------------------------


def test_an_appeal_is_decided_by_somebody_else_and_final(quarrel, operator, colleague):
    case = quarrel.appealed(operator)
    assert (case.state, case.appealed_by) == ("appealed", "buyer")
    with pytest.raises(Refused) as no:
        aftersales.rule(case, operator, "refund", None, "I thought again")
    assert "somebody else decides the appeal" in str(no.value)
    assert again(case).state == "appealed"
    case = aftersales.rule(case, colleague, "refund", None, "It was broken")
    assert (case.state, case.outcome, case.refunded_minor) == ("closed", "decided", 12800)
    assert (again(case).decided_by_id, again(case).ruled_by_id) == (operator.id, colleague.id)
    with pytest.raises(Changed):
        aftersales.appeal(case, "seller", "And I?")


def test_the_first_verb_of_the_market_is_not_open_to_an_appeal(quarrel, operator, colleague):
    case = quarrel.appealed(operator)
    with pytest.raises(Changed):
        aftersales.decide(case, colleague, "refund", None, "Once more")


def test_the_database_itself_refuses_the_same_person(quarrel, operator):
    import peewee

    case = quarrel.appealed(operator)
    with pytest.raises(peewee.IntegrityError), aftersales.Case._meta.database.atomic():
        aftersales.Case.update(ruled_by=operator.id).where(aftersales.Case.id == case.id).execute()


def test_an_appeal_says_why(quarrel, operator):
    case = quarrel.decided(operator)
    with pytest.raises(Refused) as no:
        aftersales.appeal(case, "buyer", " ")
    assert no.value.field == "words"


def test_an_appeal_can_end_in_a_parcel(quarrel, operator, colleague):
    case = quarrel.appealed(operator, side="seller", decision="refund")
    case = aftersales.rule(case, colleague, "back", None, "Send it back first", "Kiln Road 1")
    assert again(case).state == "returning"
    assert not aftersales.may_escalate(again(case), "buyer")
    case = aftersales.arrived(aftersales.send_back(case, ""))
    assert case.refunded_minor == 12800


def test_a_return_that_did_not_arrive_as_it_should_is_looked_at_once_more(quarrel, operator):
    case = quarrel.decided(operator, "back")
    aftersales.agree(case, "seller")
    aftersales.agree(case, "buyer")
    case = aftersales.send_back(again(case), "SF1357924680124")
    assert not aftersales.may_escalate(again(case), "buyer")
    case = aftersales.escalate(case, "seller", "A stone was in the parcel")
    case = aftersales.decide(case, operator, "nothing", None, "The pictures show a stone")
    assert again(case).award_minor == 0
    assert aftersales.losers(again(case)) == ("buyer",)


def test_the_decision_is_in_the_timeline_with_who_took_it(quarrel, operator, colleague):
    with events.acting("operator", operator.id):
        case = quarrel.decided(operator)
    row = events.timeline(f"case:{case.id}")[-1]
    assert (row.kind, row.actor, row.before, row.after) == (
        "aftersales.Decided",
        f"operator:{operator.id}",
        "escalated",
        "decided",
    )
    data = events.payload(row)
    assert (data["decision"], data["minor"]) == ("split", 7680)


def test_giving_in_or_withdrawing_ends_it_before_it_is_decided(quarrel):
    assert aftersales.concede(quarrel.escalated()).refunded_minor == 12800
    assert aftersales.withdraw(quarrel.escalated()).refunded_minor == 0
