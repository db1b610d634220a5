"""Begin, send, decide, appeal: who may, until when, and what it brings about."""

import json

import pytest

from storefront import shops, verification
from storefront.kit import events, jobs, security
from storefront.kit.errors import Changed, NotFound, Refused, TooMany
from storefront.notifications import Notice, sentences
from storefront.verification import Check, Paper, audit, deciding, finding, papers, rules
from tests.support.everything import photo
from tests.verification.conftest import DAY, SECOND, again


def refused(verb, *args, field=None, kind=Refused):
    with pytest.raises(kind) as no:
        verb(*args)
    assert no.value.sentence or kind is NotFound
    assert field is None or no.value.field == field
    return no.value.sentence


# --- the seller -------------------------------------------------------------------------------------------------------------


def test_a_check_goes_from_two_photos_to_a_badge_and_a_higher_cap(identity):
    shop, before = identity.shop, shops.cap_left(identity.shop)
    check = identity.sent()
    assert (check.state, check.decide_by) == ("in_review", identity.clock.now() + rules.PERIODS.review)
    verification.accept(identity.looked(check), identity.operator, ("name", "number", "valid"))
    shop = identity.shop
    assert (shop.level, shop.level_at) == ("individual", identity.clock.now())
    assert shop.checked_words.startswith("ID checked ") and "compared with an ID" in shop.checked_what
    assert shops.cap_left(shop) is None or shops.cap_left(shop) > before
    check = again(check)
    assert (check.state, check.checked, check.decided_by_id) == ("verified", "name,number,valid", identity.operator.id)
    assert verification.checked_name(shop) == "Quillfeather Pottery Ltd"
    assert identity.kinds(check)[-3:] == ["verification.Sent", "verification.Looked", "verification.Accepted"]


def test_nothing_is_sent_half(identity):
    check = identity.begun("company")
    refused(verification.send, check, field="name")
    verification.fill(check, "Mei Chen", "CN", "?", "", "")
    refused(verification.send, check, field="number")
    verification.fill(check, "Mei Chen", "CN", "110101199003074514", "", "")
    refused(verification.send, check, field="company")
    verification.fill(check, "Mei Chen", "CN", "110101199003074514", "Kiln Ltd", "")
    refused(verification.send, check, field="company_number")
    verification.fill(check, "Mei Chen", "CN", "110101199003074514", "Kiln Ltd", "9133")
    assert refused(verification.send, check, field="first") == "This photo is missing."
    papers.attach(check, "first", photo(1))
    refused(verification.send, check, field="second")
    papers.attach(check, "second", photo(2))
    assert verification.send(check).state == "in_review"
    assert verification.send(check).state == "in_review", "a double tap says the same again"
    assert identity.kinds(check).count("verification.Sent") == 1


def test_one_check_at_a_time_and_what_it_asks_for_can_change_until_it_is_sent(identity):
    check = identity.begun("individual")
    assert identity.begun("company").id == check.id and again(check).kind == "company"
    identity_kinds = identity.kinds(check)
    assert identity.begun("company").id == check.id and identity.kinds(check) == identity_kinds
    verification.withdraw(check)
    sent = identity.sent()
    assert sent.id != check.id
    refused(identity.begun, "company", kind=Changed)
    refused(papers.attach, sent, "first", photo(3), kind=Changed)
    refused(verification.fill, sent, "A", "CN", "123456", kind=Changed)
    assert Paper.of(identity.shop).where(Paper.check == sent.id).count() == 2, "what was refused left nothing behind"


def test_only_more_than_a_shop_has_can_be_asked_for(identity):
    for wrong in ("none", "king", ""):
        refused(verification.begin, identity.shop, wrong, identity.world.mei.owner, field="kind")
    identity.verified("trader")
    refused(identity.begun, "individual", field="kind")
    higher = identity.verified("company", number="X9911882")
    assert identity.shop.level == "company"
    assert [row.state for row in Check.of(identity.shop).order_by(Check.id)] == ["superseded", "verified"]
    assert higher.state == "verified"
    refused(identity.begun, "company", field="kind")


def test_checks_are_not_begun_for_ever(identity):
    for _ in range(10):
        verification.withdraw(identity.begun())
    refused(identity.begun, kind=TooMany)


def test_a_new_photo_takes_the_place_of_the_one_before(identity):
    check = identity.filled()
    old = papers.of_check(check)["first"]
    papers.attach(check, "first", photo(9))
    now = papers.of_check(check)["first"]
    assert now.id != old.id and not papers.path_of(old.code).exists() and papers.path_of(now.code).exists()
    assert Paper.of(check.shop).where(Paper.check == check.id).count() == 2
    refused(papers.attach, check, "third", photo(9), kind=NotFound)
    assert "HEIC" in refused(papers.attach, check, "second", b"\x00\x00\x00\x18ftypheic" + b"0" * 20, field="second")
    assert Paper.of(check.shop).count() == 2


# --- the market -------------------------------------------------------------------------------------------------------------


def test_papers_open_for_ten_minutes_for_whoever_said_why_and_each_look_is_on_record(identity):
    check = identity.sent()
    code = papers.of_check(check)["first"].code
    refused(deciding.paper_for, check, code, identity.operator, kind=NotFound)
    refused(verification.look, check, identity.operator, "curious", field="reason")
    verification.look(check, identity.operator, "question", "They called")
    assert deciding.paper_for(check, code, identity.operator).code == code
    refused(deciding.paper_for, check, code, identity.other, kind=NotFound)
    refused(deciding.paper_for, check, "x" * 22, identity.operator, kind=NotFound)
    row = events.timeline(f"check:{check.id}")[-1]
    assert (row.kind, row.actor) == ("verification.Looked", f"operator:{identity.operator.id}")
    told = events.payload(row)
    assert (told["why"], told["words"], told["person"], len(told["papers"])) == (
        "question",
        "They called",
        identity.operator.id,
        2,
    )
    identity.clock.freeze(identity.clock.now() + rules.PERIODS.look)
    refused(deciding.paper_for, check, code, identity.operator, kind=NotFound)


def test_nobody_decides_without_having_looked_or_about_their_own_shop(identity):
    check = identity.sent()
    for verb, args in (
        (verification.accept, (("name", "number", "valid"),)),
        (verification.ask_again, (("blurred",),)),
        (verification.refuse, ("of_age",)),
    ):
        assert refused(verb, check, identity.operator, *args) == "Open the papers first."
        refused(verb, check, identity.world.mei.owner, *args)
    refused(verification.look, check, identity.world.mei.owner, "decide")
    assert again(check).state == "in_review"


def test_a_yes_needs_every_tick_a_question_something_and_a_no_its_rule(identity):
    check = identity.looked(identity.sent("company"))
    refused(verification.accept, check, identity.operator, ("name", "number", "valid"), field="ticks")
    refused(verification.ask_again, check, identity.operator, ("nonsense",), field="missing")
    refused(verification.refuse, check, identity.operator, "because", field="rule")
    refused(verification.refuse, check, identity.operator, "of_age", "x" * 2001, field="words")
    asked = verification.ask_again(check, identity.operator, ("expired", "name"), "")
    assert (asked.state, asked.missing, asked.send_by) == (
        "asked_again",
        "name,expired",
        identity.clock.now() + rules.PERIODS.send,
    )
    assert verification.send(asked).state == "in_review", "photos and words are still there"
    assert again(asked).missing == ""


def test_a_no_is_appealed_once_and_decided_by_somebody_else(identity):
    check = identity.refused()
    assert (check.state, check.rule, check.words) == ("refused", "unchanged", "The year was painted over.")
    assert identity.shop.level == "none"
    refused(verification.appeal, check, "  ", field="words")
    verification.appeal(check, "It was the light.")
    refused(verification.rule_appeal, check, identity.operator, True, "Fine")
    refused(verification.rule_appeal, check, identity.other, True, "", field="words")
    final = verification.rule_appeal(check, identity.other, False, "It was not the light.")
    assert (final.state, final.ruled_by_id, final.ruling) == ("upheld", identity.other.id, "It was not the light.")
    refused(verification.appeal, final, "Again", kind=Changed)
    assert identity.begun().state == "asked", "a new check can begin"


def test_an_appeal_that_succeeds_gives_the_level(identity):
    check = verification.rule_appeal(identity.appealed(), identity.other, True, "The light it was.")
    assert (check.state, identity.shop.level) == ("verified", "individual")
    assert check.delete_at == identity.clock.now() + rules.PERIODS.keep


def test_a_no_is_not_appealed_too_late_or_beside_a_new_check(identity):
    check = identity.refused()
    identity.clock.freeze(check.appeal_by)
    refused(verification.appeal, check, "Late", kind=Changed)
    identity.clock.freeze(check.appeal_by - SECOND)
    new = identity.begun()
    refused(verification.appeal, check, "Both", kind=Changed)
    verification.withdraw(new)
    assert verification.appeal(check, "Now then").state == "appealed"


def test_a_level_is_taken_back_by_a_rule_and_that_can_be_appealed(identity):
    check = identity.verified("company")
    refused(verification.revoke, check, identity.operator, "", field="rule")
    check = verification.revoke(check, identity.operator, "one_person", "Two owners.")
    assert (check.state, identity.shop.level) == ("refused", "none")
    verification.appeal(check, "We are one.")
    assert verification.rule_appeal(check, identity.other, True, "They are.").state == "verified"
    assert identity.shop.level == "company"


def test_an_operator_notes_a_level_by_hand_with_a_reason(identity):
    shop = identity.shop
    refused(verification.by_hand, shop, identity.operator, "royalty", "x", field="level")
    refused(verification.by_hand, shop, identity.operator, "none", "x", field="level")
    refused(verification.by_hand, shop, identity.operator, "trader", " ", field="seen")
    check = verification.by_hand(shop, identity.operator, "trader", "Licence, by video")
    assert (check.state, check.by_hand, identity.shop.level) == ("verified", True, "trader")
    verification.by_hand(identity.shop, identity.operator, "company", "Register extract")
    assert [row.state for row in Check.of(shop).order_by(Check.id)] == ["superseded", "verified"]
    verification.by_hand(identity.shop, identity.operator, "none", "It has ended")
    assert identity.shop.level == "none"
    identity.sent()
    refused(verification.by_hand, identity.shop, identity.operator, "company", "Register", kind=Changed)


def test_nobody_notes_a_level_by_hand_for_a_shop_they_work_in(identity):
    """The same rule as for papers, without which it would be a way around them; and for one's own level being taken back."""
    owner = identity.world.mei.owner
    said = refused(verification.by_hand, identity.shop, owner, "company", "I know myself", field="level")
    assert "somebody else" in said and identity.shop.level == "none" and not Check.of(identity.shop).exists()
    verification.by_hand(identity.shop, identity.operator, "trader", "Licence, by video")
    refused(verification.by_hand, identity.shop, owner, "none", "I have no licence")
    assert identity.shop.level == "trader"


def test_after_a_level_was_taken_back_by_hand_a_begun_check_is_no_dead_end(identity):
    shop, operator = identity.shop, identity.operator
    identity.verified("trader")
    verification.by_hand(shop, operator, "none", "The licence has ended")  # `shop` is as it was before the check
    begun = identity.filled("individual")
    check = verification.by_hand(shop, operator, "trader", "A new licence, by video")
    assert identity.shop.level == "trader" and check.state == "verified"
    begun = again(begun)
    assert (begun.state, begun.ended) == ("ended", "withdrawn") and begun.delete_at is not None  # it would have said less
    more = identity.filled("company")
    verification.by_hand(shop, operator, "none", "Sold")
    verification.by_hand(shop, operator, "individual", "ID card, by video")
    assert again(more).state == "asked"  # what would say more goes on
    verification.send(again(more))
    refused(verification.by_hand, shop, operator, "trader", "Licence", kind=Changed)
    assert identity.shop.level == "individual" and audit.problems() == []


def test_the_same_papers_behind_another_shop_are_seen_however_they_are_typed(identity):
    first = identity.sent(number="ab-12 345 678")
    other = identity.sent(keeper=identity.world.lotte, number="AB12345678")
    assert [each.id for each in finding.same_papers(other)] == [first.id]
    assert first.number_key and "12345678" not in first.number_key


# --- time -------------------------------------------------------------------------------------------------------------------


def test_what_is_not_sent_in_time_ends_and_its_photos_go(identity):
    check = identity.filled()
    files = [papers.path_of(paper.code) for paper in papers.of_check(check).values()]
    identity.clock.freeze(check.send_by)
    refused(verification.send, check, kind=Changed)
    identity.later(SECOND)
    identity.later(SECOND)
    check = again(check)
    assert (check.state, check.ended, check.number) == ("ended", "lapsed", None)
    assert not any(path.exists() for path in files) and not Paper.of(check.shop).exists()


def test_papers_go_thirty_days_after_the_decision_and_what_was_checked_stays(identity):
    check = identity.verified()
    files = [papers.path_of(paper.code) for paper in papers.of_check(check).values()]
    identity.later(rules.PERIODS.keep - SECOND)
    assert all(path.exists() for path in files)
    identity.later(SECOND)
    check = again(check)
    assert not any(path.exists() for path in files)
    assert (check.number, check.name, check.checked, check.state) == (
        None,
        "Kestrel Quillfeather",
        "name,number,valid",
        "verified",
    )
    assert check.forgotten_at == identity.clock.now() and identity.shop.level == "individual"
    refused(verification.look, check, identity.operator, "question", kind=NotFound)
    identity.later(DAY)
    assert identity.kinds(check).count("verification.Forgotten") == 1


def test_papers_stay_while_a_no_can_be_appealed_and_while_it_is(identity):
    check = identity.refused()
    assert check.delete_at == check.appeal_by + rules.PERIODS.keep
    verification.appeal(check, "No")
    identity.later(rules.PERIODS.keep * 4)
    assert len(papers.of_check(check)) == 2
    check = verification.rule_appeal(again(check), identity.other, False, "No.")
    assert check.delete_at == identity.clock.now() + rules.PERIODS.keep


def test_the_market_that_is_late_says_so_once_and_decides_nothing(identity):
    check = identity.sent()
    identity.later(rules.PERIODS.review)
    identity.later(DAY)
    check = again(check)
    assert (check.state, check.overdue_at is not None) == ("in_review", True)
    assert identity.kinds(check).count("verification.Overdue") == 1


def test_what_never_arrived_or_was_replaced_is_swept(identity):
    check = identity.filled()
    stranded = Paper.create(shop=check.shop_id, check=check.id, code="s" * 22, side="first", created_at=identity.clock.now())
    identity.later(papers.STRANDED)
    assert Paper.of(check.shop).where(Paper.id == stranded.id).exists()
    identity.later(SECOND)
    assert not Paper.of(check.shop).where(Paper.id == stranded.id).exists() and len(papers.of_check(check)) == 2


# --- telling ------------------------------------------------------------------------------------------------------------------


def test_the_seller_hears_of_every_step(identity):
    def told():
        jobs.run_pending(1000)
        rows = Notice.select().where(Notice.person == identity.world.mei.owner.id).order_by(Notice.id)
        assert all(sentences.of(row.kind, json.loads(row.data)) for row in rows)
        return [row.kind for row in rows]

    check = verification.ask_again(identity.looked(identity.sent()), identity.operator, ("name",), "")
    check = verification.refuse(identity.looked(verification.send(check)), identity.operator, "of_age")
    check = verification.rule_appeal(verification.appeal(check, "I am 40"), identity.other, True, "So they are")
    identity.later(rules.PERIODS.keep)
    assert told() == [
        "check.Sent", "check.AskedAgain", "check.Sent", "check.TurnedDown", "check.Appealed", "shop.Verified", "check.Forgotten",
    ]  # fmt: skip
    staff = [row.kind for row in Notice.select().where(Notice.person == identity.other.id)]
    assert staff == ["check.Appealed"]


def test_a_month_is_counted_to_its_end_though_limits_are_forgotten_after_two_days(identity):
    first = identity.clock.now()
    for _begun in range(10):
        verification.withdraw(identity.begun())
        identity.clock.advance(2 * DAY)
        security.forget_old_limits()
    refused(identity.begun, kind=TooMany)
    identity.clock.freeze(first + 30 * DAY)
    assert identity.begun().state == "asked"
    with pytest.raises(ValueError, match="forgotten after 2 days"):
        security.hit("too-long", 1, 3 * DAY)


def test_a_shop_that_has_closed_can_still_be_checked_for_what_is_left_in_its_balance(identity):
    shops.close(identity.shop)
    assert identity.verified().state == "verified"
    assert identity.shop.level == "individual"
