"""Keeping pictures: files, rows, quota, the other formats, and taking one away."""

import io

import pytest
from PIL import Image

from storefront import media
from storefront.kit import events, jobs
from storefront.kit.config import Config
from storefront.kit.errors import NotFound, Refused
from storefront.media.models import PictureSpace
from tests.media.corpus import photo


@pytest.fixture
def shop_id(world):
    return world.mei.shop.id


@pytest.fixture
def small_quota(config):
    """A shop may keep one megabyte."""
    media.configure(Config.for_tests(config.data, picture_quota_mb=1))
    yield
    media.configure(config)


def test_jpeg_is_there_at_once_in_every_width(shop_id):
    picture = media.keep(photo(size=(2000, 1500)), shop_id, "item", alt="A bowl")
    assert (picture.width, picture.height, picture.formats, picture.public, picture.alt) == (1600, 1200, "jpeg", True, "A bowl")
    assert picture.widths == (320, 640, 1080, 1600)
    for width in picture.widths:
        data = media.store.open(f"{picture.code}-{width}.jpeg")
        with Image.open(io.BytesIO(data)) as image:
            assert image.size[0] == width
    assert picture.url(500) == f"/pictures/{picture.code}-640.jpeg"
    assert picture.url(9999, "avif") == f"/pictures/{picture.code}-1600.avif"


def test_avif_and_webp_follow_and_the_shop_is_told(shop_id, world):
    version = world.mei.fresh().version
    picture = media.keep(io.BytesIO(photo(size=(700, 500))), shop_id, "item")
    assert not media.store.exists(f"{picture.code}-640.avif")
    assert events.timeline(f"picture:{picture.id}") == []
    jobs.run_pending()
    again = media.by_code(shop_id, picture.code)
    assert again.formats == "avif,webp,jpeg" and again.size > picture.size
    for fmt in ("avif", "webp"):
        for width in (320, 640, 700):
            with Image.open(io.BytesIO(media.store.open(f"{picture.code}-{width}.{fmt}"))) as image:
                assert image.format == fmt.upper()
    assert [row.kind for row in events.timeline(f"picture:{picture.id}")] == ["media.Encoded"]
    assert world.mei.fresh().version == version + 1


def test_encoding_again_does_nothing(shop_id):
    picture = media.keep(photo(), shop_id, "item")
    jobs.run_pending()
    before = media.by_code(shop_id, picture.code).size
    media.encode_later(picture.id)
    assert media.by_code(shop_id, picture.code).size == before
    assert len(events.timeline(f"picture:{picture.id}")) == 1


def test_a_picture_that_is_gone_is_not_encoded(shop_id):
    picture = media.keep(photo(), shop_id, "item")
    media.forget(picture)
    jobs.run_pending()
    assert not media.store.exists(f"{picture.code}-320.jpeg") and not media.store.exists(f"{picture.code}-320.avif")
    with pytest.raises(NotFound):
        media.by_code(shop_id, picture.code)
    assert media.space_used(shop_id)[0] == 0


def test_a_shop_keeps_only_so_much(shop_id, small_quota):
    def noisy(seed):
        image = Image.merge("RGB", [Image.effect_noise((520, 520), 90 + seed) for _ in range(3)])
        out = io.BytesIO()
        image.save(out, "JPEG", quality=95)
        return out.getvalue()

    kept = []
    with pytest.raises(Refused) as refusal:
        for seed in range(9):
            kept.append(media.keep(noisy(seed), shop_id, "item"))
    assert kept and refusal.value.field == "photo" and "1 MB" in refusal.value.sentence
    used, most = media.space_used(shop_id)
    assert used == sum(picture.size for picture in kept) <= most
    # nothing of the refused one stays behind
    files = list(media.store.folder.rglob("*.jpeg"))
    assert {path.name[:22] for path in files} >= {picture.code for picture in kept}
    assert PictureSpace.of(shop_id).get().pictures_count == len(kept)


def test_what_buyers_send_never_fills_the_shop(shop_id):
    media.keep(photo(), shop_id, "proof", public=False)
    assert media.space_used(shop_id)[0] == 0
    media.keep(photo(), shop_id, "item")
    assert media.space_used(shop_id)[0] > 0


def test_nothing_is_kept_of_a_refused_file(shop_id):
    before = sorted(path.name for path in media.store.folder.rglob("*.*"))
    with pytest.raises(media.NotAPicture):
        media.keep(b"<svg></svg>", shop_id, "item")
    assert sorted(path.name for path in media.store.folder.rglob("*.*")) == before
    assert media.Picture.of(shop_id).count() == 0


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(shop_id):
    class Endless:
        asked = 0

        def read(self, size):
            Endless.asked = size
            return b"\xff" * size

    with pytest.raises(media.NotAPicture) as refusal:
        media.keep(Endless(), shop_id, "item")
    assert "25 MB" in refusal.value.sentence and Endless.asked == 25 * 1024 * 1024 + 1


def test_the_same_proof_is_found_again(shop_id):
    first = media.keep(photo(), shop_id, "proof", public=False)
    other = media.keep(photo(colour=(9, 9, 9)), shop_id, "proof", public=False)
    again = media.keep(photo(), shop_id, "proof", public=False)
    assert [picture.id for picture in media.seen_before(again)] == [first.id]
    assert media.seen_before(first) == [] and media.seen_before(other) == []


def test_pictures_of_another_shop_are_not_found(shop_id, world):
    picture = media.keep(photo(), shop_id, "item")
    lotte = world.lotte.shop.id
    assert media.of_shop(lotte, [picture.code]) == []
    assert [each.id for each in media.of_shop(shop_id, ["nothing", picture.code, picture.code])] == [picture.id]
    with pytest.raises(NotFound):
        media.by_code(lotte, picture.code)


def test_focus_stays_inside_the_picture(shop_id):
    picture = media.keep(photo(), shop_id, "item")
    media.focus(picture, -5, 300)
    again = media.by_code(shop_id, picture.code)
    assert (again.focus_x, again.focus_y) == (0, 100)


def test_the_tint_names_a_hue_and_greys_have_none(shop_id):
    def flat(colour):
        out = io.BytesIO()
        Image.new("RGB", (100, 100), colour).save(out, "PNG")
        return media.keep(out.getvalue(), shop_id, "item")

    assert flat((128, 128, 128)).tint_class == ""
    red, blue = flat((200, 40, 40)), flat((40, 60, 200))
    assert red.tint_class in ("tint hue-0", "tint hue-1") and blue.tint_class in ("tint hue-8", "tint hue-9")
    assert red.tint == "#c82828"
