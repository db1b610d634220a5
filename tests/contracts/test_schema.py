"""The migrations make exactly what the models say, on both engines, and are applied once."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import peewee

from storefront import migrations
from storefront.kit import db
from tests.support.schemas import schema_of, tables
from tests.support.server import environment_of

ROOT = Path(__file__).parents[2]


# --- migrations are the models --------------------------------------------------------------------------------------------------


def test_the_migrations_make_what_the_models_say(migrated, modelled):
    made, meant = schema_of(migrated), schema_of(modelled)
    assert sorted(made) == sorted(meant)
    differences = [
        f"{table}.{what}: migrations {_without(ours[what], meant[table][what])}, models {_without(meant[table][what], ours[what])}"
        for table, ours in made.items()
        for what in ours
        if ours[what] != meant[table][what]
    ]
    assert not differences, "run `python .github/freeze_schema.py`, or write a migration:\n" + "\n".join(differences)


def _without(these, those):
    if isinstance(these, dict):
        return {name: value for name, value in these.items() if those.get(name) != value}
    return [each for each in these if each not in those]


def test_the_comparison_sees_every_kind_of_difference(fresh, modelled):
    changed, _url = fresh("changed")
    with changed.bind_ctx(tables()), changed.atomic():
        changed.create_tables(tables(), safe=True)
    before = schema_of(changed)
    assert before == schema_of(modelled)
    for sql in (
        "DROP INDEX payment_one_open",
        "CREATE UNIQUE INDEX payment_one_open ON payment (purpose, reference) WHERE state IN ('open')",
        "ALTER TABLE member ADD COLUMN fee INTEGER CHECK (fee > 0)",
        "DROP TABLE aftersales_shot",
    ):
        changed.execute_sql(sql)
        after = schema_of(changed)
        assert after != before, sql
        before = after


def test_every_tenant_table_names_its_shop_and_no_money_is_a_float():
    for model in tables():
        columns = {field.column_name: field for field in model._meta.sorted_fields}
        if issubclass(model, db.ShopOwned):
            assert "shop_id" in columns and not columns["shop_id"].null, model.__name__
        for name, field in columns.items():
            if name.endswith("_minor"):
                assert isinstance(field, peewee.BigIntegerField), f"{model.__name__}.{name}"
            assert not isinstance(field, peewee.DecimalField), f"{model.__name__}.{name}"


# --- applying -------------------------------------------------------------------------------------------------------------------


def test_applying_again_does_nothing(database, queries):
    with queries() as asked:
        assert migrations.apply() == []
    assert not [sql for sql in asked if sql.lstrip().upper().startswith(("CREATE", "INSERT", "ALTER"))]


def test_migrations_are_numbered_one_after_the_other():
    numbers = [int(name[:4]) for name in migrations.names()]
    assert numbers[0] == 1 and all(later == earlier + 1 for earlier, later in pairwise(numbers))


def test_migrations_know_no_models():
    """A migration that imported a model would change with it."""
    for path in migrations.FOLDER.glob("[0-9]*.py"):
        imported = re.findall(r"^\s*(?:from|import) (\S+)", path.read_text(), re.MULTILINE)
        assert set(imported) <= {"storefront.migrations", "storefront.kit"}, path.name


def test_two_processes_that_start_at_once_apply_once(fresh, config, tmp_path):
    """Both end well, and between them every migration ran one time."""
    from dataclasses import replace

    database, url = fresh("together")
    settings = replace(config, data=tmp_path, database=url)
    command = [sys.executable, str(ROOT / "app.py"), "migrate"]
    environment = {**os.environ, **environment_of(settings)}
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)
    ]
    said = [process.communicate(timeout=240)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(re.findall(r"\b\d{4}_\w+", "\n".join(said))) == migrations.names()
    ran = [name for (name,) in database.execute_sql("SELECT name FROM migration ORDER BY name").fetchall()]
    assert ran == migrations.names()
