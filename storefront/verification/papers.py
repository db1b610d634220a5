"""Photos of papers: cleaned like every picture, encrypted before they touch the disk, opened for nobody but the market's own people.

A file lies in a folder of its own that no route serves, under a name that says nothing, sealed with the newest key and its name.
When keys rotate, the sweep seals older files anew. Nothing readable is ever written, not even for a moment.
"""

from datetime import timedelta
from pathlib import Path

from storefront import media
from storefront.kit import clock, db, files, ids, jobs, personal
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.verification.models import EDITABLE, Check, Paper
from storefront.verification.rules import SIDES

STRANDED = timedelta(hours=1)  # a row whose file never came
_folder: Path | None = None


def configure(config) -> None:
    """Take the folder. Called when the app is made."""
    global _folder
    _folder = config.papers


def path_of(code: str) -> Path:
    """Where the encrypted file of a paper lies."""
    return _folder / code[:2] / f"{code}.sealed"


def attach(check: Check, side: str, upload) -> Paper:
    """Keep an upload as the `side` ("first", "second") of a check's papers; the one before it goes.

    Call it outside a transaction: cleaning takes tenths of a second. Raises media.NotAPicture (a Refused) with its sentence,
    Changed where the check no longer takes papers.
    """
    if side not in SIDES:
        raise NotFound
    try:
        jpeg = media.cleaned(upload)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=side) from None
    paper = _announce(check, side)
    try:
        sealed = personal.seal_bytes(jpeg, paper.code)
        files.write(path_of(paper.code), sealed, mode=0o600, folder_mode=0o700)
        replaced = _ready(check, paper, len(sealed), personal.key_of(sealed))
    except BaseException:
        shred(paper)
        raise
    for old in replaced:
        shred(old)
    return paper


@db.verb
def _announce(check: Check, side: str) -> Paper:
    _refuse_closed(check)
    return Paper.create(shop=check.shop_id, check=check.id, code=ids.secret(), side=side, created_at=clock.now())


def _refuse_closed(check: Check) -> None:
    fresh = db.locked(Check.of(check.shop_id, Check.id, Check.state).where(Check.id == check.id)).get()
    if fresh.state not in EDITABLE:
        raise Changed(_("These papers have been sent already. Have a look at how it stands now."))


@db.verb
def _ready(check: Check, paper: Paper, size: int, key: str) -> list[Paper]:
    """The file is there: those before it are dropped. Returns them."""
    _refuse_closed(check)
    now = clock.now()
    Paper.update(ready_at=now, size=size, key=key).where(Paper.id == paper.id).execute()
    paper.ready_at, paper.size, paper.key = now, size, key
    paper._dirty.clear()
    before = (Paper.check == check.id) & (Paper.side == paper.side) & (Paper.id < paper.id)
    Paper.update(dropped_at=now).where(before).execute()
    return list(Paper.of(check.shop_id).where(before))


def of_check(check: Check) -> dict[str, Paper]:
    """The papers of a check as they stand now: side → paper."""
    rows = Paper.of(check.shop_id).where(Paper.check == check.id, Paper.ready_at.is_null(False), Paper.dropped_at.is_null())
    return {paper.side: paper for paper in rows.order_by(Paper.id)}


def read(paper: Paper) -> bytes:
    """The photo, a JPEG. NotFound where it has gone."""
    try:
        return personal.unseal_bytes(path_of(paper.code).read_bytes(), paper.code)
    except FileNotFoundError:
        raise NotFound from None


def shred(paper: Paper) -> None:
    """Delete a paper: the file, then the row; and the file once more, for somebody who sealed it anew meanwhile (`reseal`). Done again,
    it does nothing."""
    path_of(paper.code).unlink(missing_ok=True)
    Paper.delete().where(Paper.id == paper.id).execute()
    path_of(paper.code).unlink(missing_ok=True)


def reseal(paper: Paper) -> None:
    """Seal a file with the newest key. Whoever reads it meanwhile finds the old or the new one, never half of one. A paper that went
    meanwhile stays gone: its file goes again."""
    sealed = personal.seal_bytes(read(paper), paper.code)
    files.write(path_of(paper.code), sealed, mode=0o600, folder_mode=0o700)
    if not Paper.update(key=personal.key_of(sealed), size=len(sealed)).where(Paper.id == paper.id).execute():
        path_of(paper.code).unlink(missing_ok=True)


def stranded(now) -> list[Paper]:
    """Papers whose file has to go or never came."""
    lost = Paper.dropped_at.is_null(False) | (Paper.ready_at.is_null() & (Paper.created_at < now - STRANDED))
    return list(Paper.across_shops().where(lost).order_by(Paper.id).limit(100))


def of_older_keys(after: int = 0) -> list[Paper]:
    """Papers that another key than the newest encrypted, twenty at a time."""
    older = (Paper.key != personal.newest_key()) & Paper.ready_at.is_null(False) & Paper.dropped_at.is_null()
    return list(Paper.across_shops().where(older, Paper.id > after).order_by(Paper.id).limit(20))


def reseal_all() -> int:
    """Seal every file anew that another key than the newest encrypted; returns how many. One that is gone meanwhile is left out."""
    done, last = 0, 0
    while rows := of_older_keys(last):
        done, last = done + jobs.each(reseal, rows), rows[-1].id
    return done
