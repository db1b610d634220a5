"""Writing, reading and answering reviews, with plain forms first."""

import io
from datetime import timedelta

import pytest

from storefront import reviews
from storefront.catalog.models import Product
from storefront.reviews.models import Review, Shot
from tests.reviews.conftest import photo
from tests.support.factories import again, sign_in


def url(order) -> str:
    return f"/o/{order.token}/review"


def item(good) -> str:
    return good.product.code


@pytest.fixture
def bowl(buyers):
    return buyers.world.mei.bowl


# --- the buyer ---------------------------------------------------------------------------------------------------------------


def test_one_tap_on_the_order_page_gives_stars_and_words_come_after(client, buyers, bowl):
    order = buyers.got()
    page = client.get(f"/o/{order.token}").text
    assert "How is Noodle bowl, tenmoku brown?" in page
    assert page.count('name="stars"') == 5
    answer = client.post(url(order), data={"item": item(bowl), "stars": "4"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Thank you. Everybody can read it." in page
    client.post(url(order), data={"item": item(bowl), "stars": "4", "words": "Heavier than it looks"})
    review = Review.of(order.shop_id).get()
    assert (review.stars, review.words) == (4, "Heavier than it looks")
    assert "Your reviews" in client.get(f"/o/{order.token}").text


def test_several_things_are_reviewed_one_after_the_other(client, buyers, bowl):
    order = buyers.got(bowl, buyers.world.mei.mug)
    assert "Say how it is" in client.get(f"/o/{order.token}").text
    client.post(url(order), data={"item": item(bowl), "stars": "5"})
    page = client.get(url(order)).text
    assert "Sunday mug" in page
    assert "to review" in page
    client.post(url(order), data={"item": item(buyers.world.mei.mug), "stars": "2"})
    assert "You have reviewed all of this order." in client.get(url(order)).text


def test_an_order_on_its_way_is_not_reviewed(client, buyers, bowl):
    order = buyers.world.shipped(items=[(bowl, 1)])
    assert 'name="stars"' not in client.get(f"/o/{order.token}").text
    page = client.get(url(order))
    assert page.status_code == 200
    assert "once you have confirmed that it arrived" in page.text
    assert client.post(url(order), data={"item": item(bowl), "stars": "5"}).status_code == 409


@pytest.mark.parametrize("stars", ["", "0", "6", "five", "4.5", "٤"])
def test_without_stars_the_words_are_kept(client, buyers, bowl, stars):
    answer = client.post(url(buyers.got()), data={"item": item(bowl), "stars": stars, "words": "Lovely"})
    assert answer.status_code == 422
    assert "Choose from one to five stars." in answer.text
    assert "Lovely" in answer.text
    assert not Review.across_shops().exists()


def test_somebody_elses_thing_is_not_there(client, buyers):
    order = buyers.got()
    other = buyers.world.lotte.jam.product.code
    assert client.post(url(order), data={"item": other, "stars": "5"}).status_code == 404
    assert client.get(f"{url(order)}?item={other}").status_code == 404
    assert client.get("/o/nobody/review").status_code == 404


def test_pictures_go_with_the_form_where_there_is_no_script(client, buyers, bowl):
    order = buyers.got()
    data = {"item": item(bowl), "stars": "5", "photo": [(io.BytesIO(photo(number)), f"{number}.jpg") for number in range(2)]}
    assert client.post(url(order), data=data, content_type="multipart/form-data").status_code == 303
    assert Shot.of(order.shop_id).where(Shot.review.is_null(False)).count() == 2
    page = client.get(f"/@{order.shop.slug}/p/{item(bowl)}/reviews").text
    assert page.count('class="review__pictures"') == 1


def test_a_picture_that_travels_by_itself_comes_back_as_its_line(client, buyers, bowl):
    order = buyers.got()
    headers = {"HX-Request": "true", "HX-Target": "pictures"}
    sent = client.post(f"{url(order)}/pictures", data={"photo": (io.BytesIO(photo()), "a.jpg")}, headers=headers)
    assert sent.status_code == 200
    assert sent.text.strip().startswith("<li")
    code = sent.text.split('value="')[1].split('"')[0]
    client.post(url(order), data={"item": item(bowl), "stars": "5", "picture": code})
    assert Review.of(order.shop_id).get().pictured
    wrong = client.post(f"{url(order)}/pictures", data={"photo": (io.BytesIO(b"no picture"), "a.jpg")}, headers=headers)
    assert wrong.status_code == 422
    assert "data-says" in wrong.text


def test_what_is_no_picture_is_refused_and_the_rest_is_kept(client, buyers, bowl):
    data = {"item": item(bowl), "stars": "5", "words": "Lovely", "photo": (io.BytesIO(b"no picture"), "a.jpg")}
    answer = client.post(url(buyers.got()), data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Lovely" in answer.text


# --- everybody -----------------------------------------------------------------------------------------------------------------


def test_the_item_shows_its_average_and_the_newest_and_leads_to_all(client, buyers, bowl):
    path = f"/@{buyers.world.mei.shop.slug}/p/{item(bowl)}"
    assert "aggregateRating" not in client.get(path).text  # nothing is invented
    for stars, words in ((5, "First"), (4, "Second"), (5, "Third")):
        buyers.said(stars, words)
    page = client.get(path).text
    assert 'itemprop="ratingValue">4.7<' in page
    assert 'itemprop="reviewCount" content="3"' in page
    assert "Third" in page
    assert "First" not in page
    assert f'href="{path}/reviews"' in page
    home = client.get(f"/@{buyers.world.mei.shop.slug}").text
    assert "3 reviews" in home
    assert "4.7" in home
    all_of_them = client.get(f"{path}/reviews").text
    assert all(words in all_of_them for words in ("First", "Second", "Third", "Zhou Y."))


def test_a_hidden_review_is_nowhere(client, buyers, bowl):
    review = buyers.said(1, "Call 13800138000")
    path = f"/@{buyers.world.mei.shop.slug}/p/{item(bowl)}"
    assert "Call 13800138000" in client.get(path).text
    reviews.hide(review, "A number of somebody")
    assert "Call 13800138000" not in client.get(path).text
    assert "Call 13800138000" not in client.get(f"{path}/reviews").text
    page = client.get(f"{url(buyers.world.again(review.order))}?item={item(bowl)}").text
    assert "A number of somebody" in page


def test_reviews_are_chosen_by_stars_and_pictures_and_the_list_grows(client, buyers, bowl):
    order = buyers.got()
    buyers.said(2, "With a picture", order=order, pictures=[reviews.send_ahead(order, photo()).code])
    product, more = Product.of(order.shop_id).where(Product.id == bowl.product.id).get(), 0
    for number in range(11):
        more += buyers.said(5, f"Number {number}.").stars
    path = f"/@{buyers.world.mei.shop.slug}/p/{product.code}/reviews"
    assert "Number 1." not in client.get(f"{path}?stars=2").text
    assert "With a picture" in client.get(f"{path}?stars=2").text
    assert "With a picture" in client.get(f"{path}?pictures=1").text
    first = client.get(path).text
    assert first.count('<figure class="review') == 10
    onward = first.split('class="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(onward).text
    assert second.count('<figure class="review') == 2
    assert "With a picture" in second
    for nonsense in ("?stars=9", "?stars=x", "?before=x", "?before=99999999999999"):
        assert client.get(path + nonsense).status_code == 200


def test_words_stay_words(client, buyers, bowl):
    buyers.said(5, "<script>alert(1)</script>\nSecond line")
    page = client.get(f"/@{buyers.world.mei.shop.slug}/p/{item(bowl)}/reviews").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- the seller ------------------------------------------------------------------------------------------------------------------


def test_the_seller_answers_once_and_everybody_reads_it(client, buyers, bowl):
    review = buyers.said(2, "It leaks")
    sign_in(client, buyers.world.mei.owner)
    desk = f"/sell/{buyers.world.mei.shop.slug}/reviews"
    assert "1</b><span>review to answer" in client.get(f"/sell/{buyers.world.mei.shop.slug}").text
    assert "It leaks" in client.get(desk).text
    empty = client.post(f"{desk}/{review.code}/answer", data={"answer": " "})
    assert empty.status_code == 422
    assert "everybody can read it" in empty.text
    answered = client.post(f"{desk}/{review.code}/answer", data={"answer": "Please send it back"})
    assert answered.status_code == 303
    assert client.post(f"{desk}/{review.code}/answer", data={"answer": "Please send it back"}).status_code == 303  # a double tap
    assert client.post(f"{desk}/{review.code}/answer", data={"answer": "Never mind"}).status_code == 409
    assert again(review).answer == "Please send it back"
    assert "It leaks" not in client.get(desk).text
    assert "Please send it back" in client.get(f"{desk}?state=all").text
    assert "Please send it back" in client.get(f"/@{buyers.world.mei.shop.slug}/p/{item(bowl)}/reviews").text


def test_a_day_later_the_page_says_that_it_stays(client, buyers, bowl):
    review = buyers.said(2, "It leaks")
    buyers.clock.advance(timedelta(days=2))
    page = client.get(f"{url(buyers.world.again(review.order))}?item={item(bowl)}").text
    assert "This one stays as it is." in page
    assert "It leaks" in page
