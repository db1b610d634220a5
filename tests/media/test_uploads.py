"""What may come in, and what comes out of it."""

import io
import time

import pytest
from PIL import Image

from storefront.media import encoding, names
from storefront.media.sniffing import NotAPicture
from tests.media import corpus


@pytest.mark.parametrize("name", corpus.REFUSED)
def test_what_is_no_picture_is_refused_with_a_sentence_and_at_once(name):
    data = corpus.REFUSED[name]()
    start = time.process_time()
    with pytest.raises(NotAPicture) as refusal:
        encoding.read(data)
    assert time.process_time() - start < 2
    sentence = refusal.value.sentence
    assert refusal.value.status == 422 and refusal.value.field == "photo"
    assert len(sentence) > 20 and sentence.endswith(".")


def test_the_corpus_is_large_and_every_kind_of_no_has_words_of_its_own():
    assert len(corpus.REFUSED) >= 40
    said = {}
    for name in ("svg", "html", "gif", "pdf", "zip", "heic", "video", "plain text", "bomb of 30,000 squared", "a dot", "a strip",
                 "truncated jpeg", "jpeg that is a program", "nothing"):  # fmt: skip
        with pytest.raises(NotAPicture) as refusal:
            encoding.read(corpus.REFUSED[name]())
        said[name] = refusal.value.sentence
    assert len(set(said.values())) == len(said)
    assert (
        "SVG" in said["svg"] and "GIF" in said["gif"] and "PDF" in said["pdf"] and "40 million" in said["bomb of 30,000 squared"]
    )
    assert "web page" in said["html"] and "HEIC" in said["heic"] and "hidden" in said["jpeg that is a program"]


@pytest.mark.parametrize("name", corpus.KEPT)
def test_pictures_come_out_clean_in_every_format(name):
    clean = encoding.read(corpus.KEPT[name]())
    assert clean.image.mode == "RGB" and clean.image.width <= 1600 and not clean.image.info
    for fmt in ("jpeg", "webp", "avif"):
        files = encoding.encode(clean.image, fmt)
        assert tuple(sorted(files)) == clean.widths
        for width, data in files.items():
            assert b"SECRET" not in data and b"Secretive" not in data and b"xmp" not in data
            with Image.open(io.BytesIO(data)) as made:
                assert made.format == fmt.upper() and made.width == width
                assert not made.getexif()
                made.load()
                assert not {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"} & set(made.info)


@pytest.mark.parametrize("fmt", ["JPEG", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whatever_the_camera_says(fmt, orientation):
    # red above blue, as it should be seen; turned away by the inverse of what the tag asks for
    upright = Image.new("RGB", (300, 400), (220, 30, 30))
    upright.paste((30, 30, 220), (0, 200, 300, 400))
    upright.paste((30, 200, 30), (0, 0, 100, 100))  # green in the top left corner
    turn = Image.Transpose
    undo = {2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE, 6: turn.ROTATE_90,
            7: turn.TRANSVERSE, 8: turn.ROTATE_270}  # fmt: skip
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    out = io.BytesIO()
    stored.save(out, fmt, quality=95, exif=corpus.exif(orientation=orientation))
    image = encoding.read(out.getvalue()).image
    assert image.size == (300, 400)
    reddish, blueish, greenish = image.getpixel((200, 100)), image.getpixel((150, 350)), image.getpixel((40, 40))
    assert reddish[0] > 150 > reddish[2] and blueish[2] > 150 > blueish[0] and greenish[1] > 130 > greenish[0]


def test_a_photo_is_never_blown_up():
    assert encoding.read(corpus.photo(size=(500, 700))).widths == (320, 500)
    assert encoding.read(corpus.photo(size=(320, 320))).widths == (320,)
    assert encoding.read(corpus.photo(size=(90, 90))).widths == (90,)
    assert encoding.read(corpus.photo(size=(3000, 2000))).widths == (320, 640, 1080, 1600)
    assert encoding.read(corpus.photo(size=(1000, 3000))).image.size == (1000, 3000)


def test_the_smallest_file_that_is_wide_enough_is_picked():
    assert [names.pick(1600, wanted) for wanted in (1, 320, 321, 640, 1080, 1600, 4000)] == [320, 320, 640, 640, 1080, 1600, 1600]
    assert [names.pick(500, wanted) for wanted in (300, 320, 400, 1080)] == [320, 320, 500, 500]
    assert names.pick(200, 320) == 200


def test_the_fingerprint_is_of_the_pixels_alone():
    plain, with_place = corpus.photo(quality=90), corpus.photo(quality=90, exif=corpus.exif())
    assert plain != with_place
    assert encoding.read(plain).fingerprint == encoding.read(with_place).fingerprint
    assert encoding.read(plain).fingerprint != encoding.read(corpus.photo(quality=90, colour=(10, 20, 30))).fingerprint


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert encoding.read(out.getvalue()).image.getpixel((50, 50)) == (255, 255, 255)


def test_colours_are_those_the_profile_meant():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = encoding.read(corpus.photo(icc_profile=profile)).image.getpixel((320, 240))
    without = encoding.read(corpus.photo()).image.getpixel((320, 240))
    assert all(abs(a - b) <= 3 for a, b in zip(with_profile, without, strict=True))


def test_sixteen_bit_grey_keeps_its_middle():
    image = Image.new("I;16", (100, 100), 32768)
    out = io.BytesIO()
    image.save(out, "PNG")
    assert abs(encoding.read(out.getvalue()).image.getpixel((50, 50))[0] - 128) <= 2
