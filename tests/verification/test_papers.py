"""Papers at rest: nothing readable on the disk or in the database, keys that rotate, and no route that leads to a file."""

import io
import secrets
from datetime import timedelta

import pytest
from PIL import Image, PngImagePlugin

from storefront import verification
from storefront.kit import personal
from storefront.verification import Paper, papers
from tests.support.everything import photo
from tests.verification.conftest import CANARY, again

SECOND = timedelta(seconds=1)


def files_below(folder) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder) -> bytes:
    """Everything that lies in the data folder, logs of the database included."""
    return b"".join(files_below(folder).values())


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_nothing_readable_is_on_the_disk(identity, config, format):
    """A photo full of one colour, with a word in its metadata; what was typed beside it."""
    out, picture = io.BytesIO(), Image.new("RGB", (500, 400), (211, 47, 80))
    if format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "CANARYINTHEMETADATA")
        picture.save(out, "PNG", pnginfo=info)
    else:
        picture.save(out, "JPEG", comment=b"CANARYINTHEMETADATA")
    check = identity.begun("company")
    before = set(files_below(config.data))
    for side in ("first", "second"):
        papers.attach(check, side, out.getvalue())
    verification.send(verification.fill(check, **CANARY, country="CN"))
    new = {
        path: content
        for path, content in files_below(config.data).items()
        if path not in before and not path.endswith(("-wal", "-shm"))
    }
    assert len(new) == 2 and all(f"{config.papers}/" in path for path in new), "only the two sealed files"
    for content in new.values():
        assert content.startswith(b"MSP1") and b"JFIF" not in content and b"\xff\xd8\xff" not in content
        assert len(set(content)) > 200, "no pattern of the picture shows through"
        with pytest.raises(OSError):
            Image.open(io.BytesIO(content))
    everything = written(config.data)
    for word in (*CANARY.values(), "CANARYINTHEMETADATA", "K771950-0429", "K7719500429"):
        assert word.encode() not in everything, word
    shown = Image.open(io.BytesIO(papers.read(papers.of_check(check)["first"])))
    assert (shown.format, shown.size) == ("JPEG", (500, 400)) and "comment" not in shown.info
    mode = papers.path_of(papers.of_check(check)["first"].code).stat().st_mode
    assert mode & 0o077 == 0, "nobody else on the machine reads it"


def test_a_file_opens_under_its_own_name_only_and_not_when_it_was_touched(identity):
    check = identity.filled()
    first, second = (papers.of_check(check)[side] for side in ("first", "second"))
    one, two = papers.path_of(first.code), papers.path_of(second.code)
    kept = one.read_bytes()
    one.write_bytes(two.read_bytes())
    with pytest.raises(ValueError):
        papers.read(first)
    one.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(ValueError):
        papers.read(first)
    for broken in (b"", b"MSP1", kept[:20], b"XXXX" + kept[4:]):
        with pytest.raises(ValueError):
            personal.key_of(broken)
    one.write_bytes(kept)
    assert papers.read(first).startswith(b"\xff\xd8\xff")


def test_keys_rotate_old_files_stay_readable_and_are_sealed_anew(identity, config):
    check = identity.filled()
    paper = papers.of_check(check)["first"]
    was = papers.read(paper)
    try:
        personal.configure((("newer", secrets.token_bytes(32)), *config.secrets))
        assert papers.read(paper) == was, "every listed key reads"
        assert len(papers.of_older_keys()) == 2
        papers.reseal(paper)
        assert verification.reseal_all() == 1 and verification.reseal_all() == 0
        Paper.update(key="older").where(Paper.check == check.id).execute()
        identity.later(SECOND)
        paper = papers.of_check(check)["first"]
        sealed = papers.path_of(paper.code).read_bytes()
        assert paper.key == personal.key_of(sealed) == "newer" and papers.read(paper) == was
        assert not papers.of_older_keys()
    finally:
        identity.clock.reset()
        Paper.update(key=config.secrets[0][0]).where(Paper.check == check.id).execute()
        personal.configure(config.secrets)


@pytest.mark.parametrize("step", ["read", "seal_bytes", "write"])
def test_a_paper_that_goes_while_it_is_sealed_anew_leaves_no_file(identity, monkeypatch, config, step):
    """The sweep seals it with a newer key while its owner sends another photo."""
    paper = papers.of_check(identity.filled())["first"]
    room = {"read": papers, "seal_bytes": personal, "write": papers.files}[step]
    act = getattr(room, step)

    def and_gone(*args, **more):
        done = act(*args, **more)
        papers.shred(paper)
        return done

    monkeypatch.setattr(room, step, and_gone)
    papers.reseal(paper)
    assert not papers.path_of(paper.code).exists() and not Paper.across_shops().where(Paper.id == paper.id).exists()


def test_a_file_that_was_written_while_its_paper_went_goes_with_it(identity, monkeypatch):
    """The file goes, the sweep writes it again, then the row goes: nothing would know of it any more."""
    paper = papers.of_check(identity.filled())["first"]
    path = papers.path_of(paper.code)
    sealed = path.read_bytes()
    delete = Paper.delete

    def late():
        path.write_bytes(sealed)
        return delete()

    monkeypatch.setattr(Paper, "delete", late)
    papers.shred(paper)
    assert not path.exists()


def test_what_fails_half_way_leaves_nothing(identity, monkeypatch, config):
    check = identity.filled()
    before = files_below(config.papers)

    def fail(*args):
        raise OSError("no room")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError):
        papers.attach(check, "first", photo(5))
    assert files_below(config.papers) == before
    assert Paper.of(check.shop_id).where(Paper.check == check.id).count() == 2


def test_no_public_address_leads_to_a_file(identity, client, config):
    check = identity.sent()
    code = papers.of_check(check)["first"].code
    for path in (
        f"/pictures/{code}-1600.jpeg", f"/pictures/{code}.sealed", f"/static/../papers/{code[:2]}/{code}.sealed", f"/pictures/../papers/{code[:2]}/{code}.sealed",
        f"/papers/{code[:2]}/{code}.sealed", f"/pictures/private/{code}", f"/admin/verify/{check.code}/papers/{code}",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in (303, 302, 404, 405) and b"MSP1" not in answer.data and b"JFIF" not in answer.data, path
    assert not str(config.papers).startswith(str(config.pictures))


def test_forgetting_takes_every_trace_of_who_it_was(identity, config):
    from storefront.kit.about import About
    from storefront.verification import keeper

    check = identity.verified("company")
    about = About(person=identity.world.mei.owner.id)
    told = keeper.export(about)["identity checks"][0]
    assert (told["name"], told["number"], told["company"]) == (CANARY["name"], CANARY["number"], CANARY["company"])
    assert keeper.in_the_way(about) == []
    keeper.erase(about)
    keeper.erase(about)
    identity.later(SECOND)
    check = again(check)
    assert (check.name, check.number, check.number_key, check.company, check.company_number) == (None,) * 5
    assert (check.state, check.kind, check.checked) == (
        "verified",
        "company",
        "name,number,valid,company",
    ) and not papers.of_check(check)
    identity.sent(keeper=identity.world.lotte)
    assert "is not decided" in keeper.in_the_way(About(person=identity.world.lotte.owner.id))[0]
    assert keeper.export(About()) == {} == dict.fromkeys(keeper.in_the_way(About()))
