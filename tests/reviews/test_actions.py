"""F20: only who bought it and got it, once for each thing; the shop answers once; the averages follow every change."""

import threading
from datetime import timedelta

import pytest

from storefront import accounts, check, media, orders, reviews
from storefront.kit import db, events, jobs
from storefront.kit.about import About
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.reviews import keeper
from storefront.reviews.models import REVIEW, Shot
from tests.reviews.conftest import photo
from tests.support.factories import again

DAY = timedelta(days=1)


# --- who may ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", ["placed", "paid", "shipped"])
def test_an_order_that_is_not_completed_is_not_reviewed(buyers, story):
    bowl = buyers.world.mei.bowl
    order = getattr(buyers.world, story)(items=[(bowl, 1)])
    with pytest.raises(Changed):
        reviews.write(order, bowl.product.id, 5)


def test_an_order_that_ended_because_everything_went_back_is_not_reviewed(buyers):
    bowl = buyers.world.mei.bowl
    order = buyers.world.shipped(items=[(bowl, 1)])
    orders.refund(order, order.total_minor, "Lost", "lost")
    orders.finish(order)
    with pytest.raises(Changed):
        reviews.write(buyers.world.again(order), bowl.product.id, 5)


def test_only_what_is_in_the_order_is_reviewed(buyers):
    order = buyers.got(buyers.world.mei.bowl)
    with pytest.raises(NotFound):
        reviews.write(order, buyers.world.mei.mug.product.id, 5)
    with pytest.raises(NotFound):
        reviews.write(order, buyers.world.lotte.jam.product.id, 5)


def test_each_thing_of_an_order_is_reviewed_once_and_a_second_order_again(buyers):
    order = buyers.got(buyers.world.mei.bowl, buyers.world.mei.mug)
    first = buyers.said(5, "Good", order=order)
    assert buyers.said(5, "Good", order=order).id == first.id  # a double tap
    buyers.said(3, order=order, good=buyers.world.mei.mug)
    buyers.said(4)
    assert buyers.average().product == (9, 2)
    assert buyers.average().shop == (12, 3)


# --- changing it -------------------------------------------------------------------------------------------------------------


def test_the_averages_follow_an_edit_within_a_day(buyers):
    review = buyers.said(2, "It leaks")
    buyers.said(4, "It does not leak after all", order=buyers.world.again(review.order))
    assert buyers.average().product == buyers.average().shop == (4, 1)
    assert again(review).edited_at is not None
    buyers.clock.advance(DAY)
    with pytest.raises(Changed):
        buyers.said(1, order=buyers.world.again(review.order))


def test_what_was_answered_stays_as_it_was(buyers):
    review = buyers.said(2, "It leaks")
    reviews.answer(review, "Send it back, please.", buyers.world.mei.owner)
    with pytest.raises(Changed):
        buyers.said(1, "It leaks more", order=buyers.world.again(review.order))


# --- the shop ----------------------------------------------------------------------------------------------------------------


def test_the_shop_answers_once(buyers):
    review = reviews.answer(buyers.said(), "Thank you", buyers.world.mei.owner)
    with pytest.raises(Changed):
        reviews.answer(review, "Thank you again", buyers.world.mei.owner)
    assert again(review).answer == "Thank you"


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_an_answer_says_something_and_has_an_end(buyers, words):
    with pytest.raises(Refused) as no:
        reviews.answer(buyers.said(), words, buyers.world.mei.owner)
    assert no.value.field == "answer"


# --- the market --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", REVIEW.states)
@pytest.mark.parametrize("verb", REVIEW.verbs)
def test_every_state_knows_what_it_may_become(buyers, state, verb):
    review = buyers.said(4)
    if state == "hidden":
        reviews.hide(review, "Names somebody")
    do = {"hide": lambda: reviews.hide(again(review), "Names somebody"), "show": lambda: reviews.show(again(review))}[verb]
    if (state, verb) in REVIEW.table:
        do()
        assert again(review).state == REVIEW.table[state, verb]
    else:
        with pytest.raises(Changed):
            do()


def test_a_hidden_review_leaves_the_averages_and_comes_back(buyers):
    review = buyers.said(1)
    buyers.said(5)
    reviews.hide(review, "Names somebody")
    assert buyers.average().product == buyers.average().shop == (5, 1)
    reviews.show(again(review))
    assert buyers.average().product == buyers.average().shop == (6, 2)


def test_a_review_is_hidden_for_a_reason(buyers):
    with pytest.raises(Refused):
        reviews.hide(buyers.said(), " ")


# --- money back ----------------------------------------------------------------------------------------------------------------


def test_after_a_refund_in_full_praise_leaves_the_average_and_criticism_stays(buyers):
    praise, criticism = buyers.said(5), buyers.said(1)
    for review in (praise, criticism):
        order = buyers.world.again(review.order)
        orders.refund(order, order.total_minor - 1, "Almost all", f"most:{order.id}")
        jobs.run_pending(1000)
        assert not again(review).refunded
        orders.refund(buyers.world.again(order), 1, "The rest", f"rest:{order.id}")
    jobs.run_pending(1000)
    events.Delivery.update(state="waiting").execute()
    jobs.run_pending(1000)  # told again, nothing changes
    assert again(praise).refunded
    assert again(criticism).refunded
    assert buyers.average().product == (1, 1)


def test_a_review_written_after_a_refund_in_full_says_so(buyers):
    order = buyers.got()
    orders.refund(order, order.total_minor, "Broken", "all")
    review = buyers.said(5, order=buyers.world.again(order))
    assert (review.refunded, review.counts) == (True, False)
    assert buyers.average().product == (0, 0)


# --- pictures --------------------------------------------------------------------------------------------------------------------


def test_pictures_travel_ahead_and_belong_to_the_review_that_names_them(buyers):
    order = buyers.got()
    sent = [reviews.send_ahead(order, photo(number)) for number in range(3)]
    review = buyers.said(5, order=order, pictures=[sent[0].code, sent[2].code])
    (shown, _more) = reviews.of_product(order.shop, review.product_id)
    assert [picture.code for picture in shown[0].pictures] == [sent[0].code, sent[2].code]
    buyers.said(5, order=order, pictures=[])
    assert not again(review).pictured
    buyers.clock.advance(DAY)
    reviews.sweep()
    assert Shot.of(order.shop_id).count() == 0
    media.forget_discarded()
    assert not media.Picture.of(order.shop_id).where(media.Picture.kind == "review").exists()


def test_nobody_shows_a_picture_that_was_sent_for_another_order(buyers):
    mine, theirs = buyers.got(), buyers.got()
    picture = reviews.send_ahead(theirs, photo())
    buyers.said(5, order=theirs, pictures=[picture.code])
    review = buyers.said(1, order=mine, pictures=[picture.code])
    assert not review.pictured


def test_a_review_shows_six_pictures_at_most(buyers):
    order = buyers.got()
    sent = [reviews.send_ahead(order, photo(number, (40, 30))).code for number in range(7)]
    with pytest.raises(Refused) as no:
        buyers.said(5, order=order, pictures=sent)
    assert no.value.field == "photo"
    assert buyers.said(5, order=order, pictures=sent[:6]).pictured


# --- my data -----------------------------------------------------------------------------------------------------------------------


def test_a_buyer_can_take_reviews_along_and_have_words_and_pictures_erased(buyers):
    order = buyers.got()
    review = buyers.said(4, "Zhou was here", order=order, pictures=[reviews.send_ahead(order, photo()).code])
    about = About(orders=(order.id,))
    kept = keeper.export(about)["reviews"][0]
    assert (kept["stars"], kept["words"], len(kept["pictures"])) == (4, "Zhou was here", 1)
    keeper.erase(about)
    keeper.erase(about)
    assert (again(review).words, again(review).pictured) == ("", False)
    assert buyers.average().product == (4, 1)
    assert keeper.in_the_way(about) == []


# --- told --------------------------------------------------------------------------------------------------------------------------


def test_everybody_hears_what_concerns_them(buyers, app):
    from storefront.notifications import Notice

    zhou = accounts.find_or_make(accounts.Contact("phone", "+8613800138000"))
    review = buyers.said(5, "Good")
    reviews.answer(review, "Thank you", buyers.world.mei.owner)
    reviews.hide(again(review), "Names somebody")
    asked = buyers.got()
    jobs.run_pending(1000)
    buyers.clock.advance(reviews.INVITE_AFTER)
    jobs.run_pending(1000)
    told = [(row.kind, row.person_id) for row in Notice.select().order_by(Notice.id) if row.kind.startswith("review.")]
    mei = buyers.world.mei.owner.id
    assert told == [
        ("review.Written", mei),
        ("review.Answered", zhou.id),
        ("review.Hidden", zhou.id),
        ("review.invitation", zhou.id),
    ]
    assert buyers.world.again(asked).state == "completed"


# --- the oracle, and two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.tampers
def test_the_oracle_finds_what_was_touched_up(buyers):
    review = buyers.said(3)
    assert check.run() == []
    for sql in (
        "UPDATE product SET stars_sum = stars_sum + 1 WHERE reviews_count > 0",
        "UPDATE shop SET stars_sum = stars_sum + 1",
        "UPDATE review SET stars = 5",
        "UPDATE review SET counts = (1 = 0)",
        "UPDATE review SET pictured = (1 = 1)",
        "UPDATE review SET state = 'hidden'",
        f"UPDATE review SET product_id = {buyers.world.mei.mug.product.id}",
    ):
        with db.database.atomic() as undo:
            db.database.execute_sql(sql)
            assert any(sentence.startswith(("F20", "I9")) for sentence in check.run()), sql
            undo.rollback()
    assert again(review).stars == 3


def test_many_reviews_at_the_same_moment_are_all_in_the_average(buyers):
    placed = [buyers.got() for _ in range(4)]
    product = buyers.world.mei.bowl.product.id
    wrong = []

    def say(order):
        try:
            with db.connection():
                for _ in range(2):  # and a double tap
                    reviews.write(order, product, 4, "Good")
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=say, args=(order,)) for order in placed for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert buyers.average().product == buyers.average().shop == (16, 4)
