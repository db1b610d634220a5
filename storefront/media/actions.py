"""What can happen to pictures. Decoding and encoding take a while, so they happen outside any transaction."""

import threading
from pathlib import Path

from storefront.kit import clock, db, events, ids, jobs
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.media import names
from storefront.media.models import FORMATS, Encoded, Picture, PictureSpace
from storefront.media.sniffing import NotAPicture
from storefront.media.store import PRIVATE, LocalStore, store

VISITOR_KINDS = ("proof", "evidence", "review")  # sent by buyers: they never count against what the seller may keep
DISCARDED = "gone"  # the kind of a picture whose files are about to be deleted
LARGEST_UPLOAD = 25 * 1024 * 1024

_quota_bytes = 2000 * 1024 * 1024
_one_at_a_time = threading.Lock()


def configure(config) -> None:
    """Where pictures live and how many bytes of them one shop may keep. Called once by `create_app`."""
    global _quota_bytes, LARGEST_UPLOAD
    store.use(LocalStore(Path(config.pictures)))
    _quota_bytes = config.picture_quota_mb * 1024 * 1024
    LARGEST_UPLOAD = config.upload_mb * 1024 * 1024


def keep(upload, shop_id: int, kind: str, public: bool = True, alt: str = "") -> Picture:
    """Take an upload (bytes, or something with `.read()`) and keep it as a picture of `kind` in the shop.

    JPEG is ready at once, AVIF and WebP follow from the worker. Call it outside a transaction: decoding takes tenths of a second.
    Raises NotAPicture, a Refused with the field "photo", for what is not one whole picture, and Refused where the shop is full.
    """
    encoding = _encoding()
    clean = encoding.read(_bytes_of(upload))
    files = encoding.encode(clean.image, "jpeg")
    code = ids.secret()
    try:
        _put_all(code, files, "jpeg", public)
        picture = _write_down(clean, files, code, shop_id, kind, public, alt)
    except BaseException:
        for width in files:
            store.delete(_name(code, width, "jpeg", public))
        raise
    encode_later.later(picture.id)
    return picture


def cleaned(upload) -> bytes:
    """An upload as one clean JPEG, for whoever keeps it in a way of their own; nothing is kept here. Raises NotAPicture."""
    encoding = _encoding()
    files = encoding.encode(encoding.read(_bytes_of(upload)).image, "jpeg")
    return files[max(files)]


def _encoding():
    from storefront.media import encoding  # here: the drawing library is loaded with the first picture, not at every start

    return encoding


def _bytes_of(upload) -> bytes:
    data = upload if isinstance(upload, bytes) else upload.read(LARGEST_UPLOAD + 1)
    if len(data) > LARGEST_UPLOAD:
        raise NotAPicture(_("This is too large. Pictures may have up to %(size)s MB.", size=LARGEST_UPLOAD // 1024 // 1024))
    return data


def _name(code: str, width: int, fmt: str, public: bool) -> str:
    return ("" if public else PRIVATE) + names.file_name(code, width, fmt)


def _put_all(code: str, files: dict[int, bytes], fmt: str, public: bool) -> None:
    for width, data in files.items():
        store.put(_name(code, width, fmt, public), data)


@db.verb
def _write_down(clean, files, code, shop_id, kind, public, alt) -> Picture:
    size = sum(map(len, files.values()))
    _take_space(shop_id, kind, size)
    return Picture.create(
        shop=shop_id,
        code=code,
        kind=kind,
        public=public,
        width=clean.image.width,
        height=clean.image.height,
        tint=clean.tint,
        alt=alt[:300],
        size=size,
        fingerprint=clean.fingerprint,
        created_at=clock.now(),
    )


def _side(kind: str) -> str:
    return "visitor" if kind in VISITOR_KINDS else "own"


def _take_space(shop_id: int, kind: str, size: int) -> None:
    """The quota: a guarded UPDATE that finds its row only while there is room."""
    mine = (PictureSpace.shop == shop_id) & (PictureSpace.side == _side(kind))
    taken = {"bytes": PictureSpace.bytes + size, "pictures_count": PictureSpace.pictures_count + 1}
    PictureSpace.insert(shop=shop_id, side=_side(kind)).on_conflict_ignore().execute()
    if not PictureSpace.update(taken).where(mine, PictureSpace.bytes + size <= _quota_bytes).execute():
        most = _quota_bytes // 1024 // 1024
        raise Refused(
            _("This shop keeps %(most)s MB of pictures, and that is full. Delete items you no longer need.", most=most),
            field="photo",
        )


def space_used(shop_id: int) -> tuple[int, int]:
    """(bytes, most bytes) of the pictures that the shop's own people keep."""
    row = PictureSpace.of(shop_id).where(PictureSpace.side == "own").first()
    return (row.bytes if row else 0), _quota_bytes


@jobs.task
def encode_later(picture_id: int) -> None:
    """Make AVIF and WebP of a picture, one picture at a time. Done again, it does nothing."""
    with _one_at_a_time:
        picture = Picture.across_shops().where(Picture.id == picture_id).first()
        if picture is None or picture.kind == DISCARDED or picture.formats == ",".join(FORMATS):
            return
        encoding = _encoding()
        source = encoding.reopen(store.open(_name(picture.code, picture.width, "jpeg", picture.public)))
        added = 0
        for fmt in FORMATS[:-1]:
            files = encoding.encode(source, fmt)
            _put_all(picture.code, files, fmt, picture.public)
            added += sum(map(len, files.values()))
        if not _offer_all_formats(picture, added) and not Picture.across_shops().where(Picture.id == picture.id).exists():
            for fmt in FORMATS[:-1]:  # it was let go of while we were at it
                for width in picture.widths:
                    store.delete(_name(picture.code, width, fmt, picture.public))


@db.verb
def _offer_all_formats(picture: Picture, added: int) -> bool:
    same = (Picture.formats == picture.formats) & (Picture.kind == picture.kind)
    if not Picture.update(formats=",".join(FORMATS), size=Picture.size + added).where(Picture.id == picture.id, same).execute():
        return False
    mine = (PictureSpace.shop == picture.shop) & (PictureSpace.side == _side(picture.kind))
    PictureSpace.update(bytes=PictureSpace.bytes + added).where(mine).execute()
    if picture.public:  # what a page for one person shows is never kept
        events.record(Encoded(picture.id, picture.shop), subject=f"picture:{picture.id}", shop=picture.shop)
    return True


def of_shop(shop_id: int, codes: list[str], kind: str = "item") -> list[Picture]:
    """The pictures with these codes that belong to the shop, in the order of `codes`; others are left out."""
    wanted = list(dict.fromkeys(codes))[:200]
    if not wanted:
        return []
    found = {picture.code: picture for picture in Picture.of(shop_id).where(Picture.code.in_(wanted), Picture.kind == kind)}
    return [found[code] for code in wanted if code in found]


def by_code(shop_id: int, code: str) -> Picture:
    """One picture of the shop. Raises NotFound."""
    picture = Picture.of(shop_id).where(Picture.code == code).first()
    if picture is None:
        raise NotFound
    return picture


def by_codes(codes: list[str]) -> dict[str, Picture]:
    """Public pictures by code, of whichever shop: for orders and bags, which keep codes only. One query."""
    if not codes:
        return {}
    return {picture.code: picture for picture in Picture.across_shops().where(Picture.code.in_(list(set(codes))), Picture.public)}


@db.verb
def describe(picture: Picture, alt: str) -> None:
    """The words for people who do not see it."""
    picture.alt = alt[:300]
    Picture.update(alt=picture.alt).where(Picture.id == picture.id).execute()


@db.verb
def focus(picture: Picture, x: int, y: int) -> None:
    """Where its subject is, in per cent from the top left: cut pictures keep this part in view."""
    picture.focus_x, picture.focus_y = max(0, min(100, x)), max(0, min(100, y))
    Picture.update(focus_x=picture.focus_x, focus_y=picture.focus_y).where(Picture.id == picture.id).execute()


def lasting_url(picture: Picture, days: int = 7) -> str:
    """An address of a private picture that is good for `days`: for the export that its owner takes along."""
    name = names.file_name(picture.code, names.pick(picture.width, 1600), "jpeg")
    return f"/pictures/{name}" if picture.public else f"/pictures/private/{ids.sign('picture', name, days * 24 * 3600)}"


def seen_before(picture: Picture) -> list[Picture]:
    """Older pictures of the same shop and kind with exactly the same pixels: a proof that was used before."""
    same = (Picture.fingerprint == picture.fingerprint) & (Picture.kind == picture.kind) & (Picture.id < picture.id)
    return list(Picture.of(picture.shop).where(same).order_by(Picture.id).limit(20))


def forget(picture: Picture) -> None:
    """Delete a picture that nothing shows any more: the row first, then its files. The caller has made sure of that."""
    _strike_out(picture)
    for fmt in picture.formats.split(","):
        for width in picture.widths:
            store.delete(_name(picture.code, width, fmt, picture.public))


@db.verb
def discard(pictures: list[int]) -> None:
    """Let go of pictures inside a transaction: no page shows them any more, and once it has committed rows and files are deleted."""
    for picture in Picture.across_shops().where(Picture.id.in_(pictures), Picture.kind != DISCARDED).order_by(Picture.id):
        if (
            Picture.update(kind=DISCARDED, public=False, alt="")
            .where(Picture.id == picture.id, Picture.kind == picture.kind)
            .execute()
        ):
            _give_space_back(picture)
    if pictures:
        db.on_commit(forget_discarded)


def forget_discarded(limit: int = 200) -> None:
    """Delete what was let go of: the files, as private and as public ones, then the row. Every minute, so that a crash forgets nothing."""
    for picture in list(Picture.across_shops().where(Picture.kind == DISCARDED).order_by(Picture.id).limit(limit)):
        for fmt in FORMATS:
            for width in picture.widths:
                for public in (True, False):
                    store.delete(_name(picture.code, width, fmt, public))
        _erase_row(picture)


@db.verb
def _erase_row(picture: Picture) -> None:
    Picture.delete().where(Picture.id == picture.id, Picture.kind == DISCARDED).execute()


@db.verb
def _strike_out(picture: Picture) -> None:
    if Picture.delete().where(Picture.id == picture.id).execute():
        _give_space_back(picture)


def _give_space_back(picture: Picture) -> None:
    mine = (PictureSpace.shop == picture.shop) & (PictureSpace.side == _side(picture.kind))
    PictureSpace.update(bytes=PictureSpace.bytes - picture.size, pictures_count=PictureSpace.pictures_count - 1).where(
        mine
    ).execute()
