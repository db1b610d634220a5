"""The structure of storefront/__init__.py, held by reading the imports of every file."""

import ast
from pathlib import Path

import pytest

from storefront import ORDER

ROOT = Path(__file__).parents[2]
FEATURES = [name for name in ORDER if (ROOT / "storefront" / name).is_dir()]
# Right of everything: they may import whatever they need.
OUTSIDE = {"demo", "check", "commands", "migrations"}
FLASK_FILES = {"views", "seller", "admin", "doors", "panels"}
# Kit modules that live around requests.
KIT_WEB = {"hypermedia", "security", "web"}


def files_of(name: str) -> list[Path]:
    return sorted((ROOT / "storefront" / name).rglob("*.py"))


def imports_of(path: Path) -> list[tuple[str, str]]:
    """(module, imported name) of every import in a file, also of those inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found += [(node.module or "", alias.name) for alias in node.names]
    return found


def features_imported(path: Path) -> set[tuple[str, str]]:
    """(feature, module inside it or "") for every import of a feature."""
    found = set()
    for module, name in imports_of(path):
        parts = module.split(".")
        if parts[0] != "storefront":
            continue
        if len(parts) == 1:
            found.add((name, ""))
        else:
            inside = parts[2] if len(parts) > 2 else ""
            found.add((parts[1], inside))
    return found


def test_every_room_of_the_order_that_exists_is_a_package():
    folders = {path.name for path in (ROOT / "storefront").iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert folders - set(ORDER) <= {"kit", "demo", "locales", "migrations"}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_imports_only_names_to_its_left(feature):
    allowed = set(ORDER[: ORDER.index(feature)]) | {"kit", feature, "ORDER"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in files_of(feature)
        for other, _inside in features_imported(path)
        if other not in allowed
    ]
    assert not wrong


def test_kit_knows_no_shop_word():
    wrong = [
        f"{path.name} imports {other}" for path in files_of("kit") for other, _inside in features_imported(path) if other != "kit"
    ]
    assert not wrong


@pytest.mark.parametrize("feature", FEATURES)
def test_verbs_models_and_rules_never_import_flask(feature):
    wrong = []
    for path in files_of(feature):
        modules = {module.split(".")[0] for module, _name in imports_of(path)}
        web = {inside for other, inside in features_imported(path) if other == "kit" and inside in KIT_WEB}
        web |= {name for module, name in imports_of(path) if module == "storefront.kit" and name in KIT_WEB}
        if path.stem in {"models", "actions", "rules", "listeners", "events", "audit"} and ("flask" in modules or web):
            wrong.append(f"{path.relative_to(ROOT)}: {sorted(web) or 'flask'}")
    assert not wrong


def test_only_hypermedia_imports_htmx_flask():
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "storefront").rglob("*.py")
        if any(m.startswith("htmx_flask") for m, _ in imports_of(path))
    ]
    assert wrong == ["storefront/kit/hypermedia.py"]


def test_only_config_reads_the_environment():
    readers = []
    for path in [*(ROOT / "storefront").rglob("*.py"), ROOT / "app.py"]:
        text = path.read_text()
        if ("os.environ" in text or "getenv" in text) and path.name not in ("config.py", "commands.py"):
            readers.append(str(path.relative_to(ROOT)))
    assert not readers


def test_only_the_clock_asks_for_the_time():
    wrong = []
    for path in (ROOT / "storefront").rglob("*.py"):
        if path.name in ("clock.py", "ids.py") or path.parent.name == "art":
            continue
        text = path.read_text()
        wrong += [
            f"{path.relative_to(ROOT)}: {call}"
            for call in ("datetime.now(", "datetime.utcnow(", "time.time(", "date.today(")
            if call in text
        ]
    assert not wrong


def test_nothing_imports_app_but_the_commands():
    wrong = []
    for path in (ROOT / "storefront").rglob("*.py"):
        if any(module == "app" for module, _name in imports_of(path)) and path.name != "commands.py":
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


def test_the_top_level_is_as_listed():
    listed = {
        "app.py",
        "pyproject.toml",
        "requirements",
        "Makefile",
        "README.md",
        "storefront",
        "templates",
        "static",
        "tests",
        "LICENSE",
    }
    import subprocess

    tracked = {
        line.split("/")[0]
        for line in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    }
    assert {name for name in tracked if not name.startswith(".")} <= listed


def test_files_can_be_read_in_one_sitting():
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for tree in ("storefront", "tests")
        for path in (ROOT / tree).rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 400
    ]
    assert not long
