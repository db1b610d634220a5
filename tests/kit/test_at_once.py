"""Two at the same thing in the same moment: which one comes when is chance, so here the second comes just where it hurts."""

import shutil

from storefront import backups
from storefront.kit import i18n, pagecache
from storefront.kit.config import Config


def test_of_two_that_start_in_a_new_folder_one_makes_the_key(tmp_path, monkeypatch):
    """Both use the same one: what is sealed with a key that nobody keeps can never be read again."""
    from storefront.kit import config

    make, made = config._make_key, []

    def second_comes_in_between(path):
        monkeypatch.setattr(config, "_make_key", make)
        made.append(Config.from_env({"MICROSTORE_DATA": str(tmp_path)}))
        make(path)

    monkeypatch.setattr(config, "_make_key", second_comes_in_between)
    made.append(Config.from_env({"MICROSTORE_DATA": str(tmp_path)}))
    assert len({each.secrets for each in made}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pictures", "secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_nobody_sees_half_of_a_key(tmp_path, monkeypatch):
    from storefront.kit import config

    link, seen = config.os.link, []

    def looked_at(partial, path):
        seen.append((path.exists(), partial.read_text().startswith("k1:"), len(partial.read_text())))
        link(partial, path)

    monkeypatch.setattr(config.os, "link", looked_at)
    made = Config.from_env({"MICROSTORE_DATA": str(tmp_path)})
    assert seen == [(False, True, 3 + 64 + 1)]
    assert [len(key) for _name, key in made.secrets] == [32]


def test_where_files_cannot_be_linked_there_is_a_key_too(tmp_path, monkeypatch):
    from storefront.kit import config

    def refused(_partial, _path):
        raise PermissionError

    monkeypatch.setattr(config.os, "link", refused)
    made = [Config.from_env({"MICROSTORE_DATA": str(tmp_path)}) for _ in range(2)]
    assert made[0].secrets == made[1].secrets
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pictures", "secret.key"]


def test_two_processes_may_compile_the_same_words(tmp_path, monkeypatch):
    """As after an upgrade, when several servers start."""
    folder = tmp_path / "zh_Hans_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(i18n.FOLDER / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po", folder)
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)
    write, sizes = i18n.write_mo, []

    def second_comes_in_between(handle, catalogue):
        monkeypatch.setattr(i18n, "write_mo", write)
        i18n.compile_catalogue("zh-CN")
        sizes.append((folder / "messages.mo").stat().st_size)
        write(handle, catalogue)

    monkeypatch.setattr(i18n, "write_mo", second_comes_in_between)
    i18n.compile_catalogue("zh-CN")
    sizes.append((folder / "messages.mo").stat().st_size)
    assert sizes[0] == sizes[1] > 100_000
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]


def test_of_two_changes_in_a_row_the_newer_one_is_known():
    """A page that is older than what was changed last would be shown on."""
    versions = pagecache.Versions()

    class Known(dict):
        between = True

        def get(self, tag, default=None):
            found = super().get(tag, default)
            if self.between:
                self.between = False
                versions.bump(tag, 6)
            return found

    versions.known = Known()
    versions.bump("shop", 5)
    assert dict(versions.known) == {"shop": 6}


def test_a_backup_passes_over_what_is_deleted_and_what_is_being_written_meanwhile(tmp_path, monkeypatch):
    """The market goes on working while it is copied."""
    source, to = tmp_path / "pictures", tmp_path / "copy"
    (source / "ab").mkdir(parents=True)
    for name in ("gone.jpg", "mug.jpg", ".cup.jpg.7KQ2XM"):
        (source / "ab" / name).write_bytes(b"a picture")
    copy2 = shutil.copy2

    def deleted_meanwhile(one, there):
        (source / "ab" / "gone.jpg").unlink(missing_ok=True)
        return copy2(one, there)

    monkeypatch.setattr(backups.shutil, "copy2", deleted_meanwhile)
    backups._copy_folder(source, to)
    assert [path.name for path in sorted((to / "ab").iterdir())] == ["mug.jpg"]
