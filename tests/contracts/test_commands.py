"""`python app.py …` as people run it: in processes of its own, on a real port and a data folder of its own."""

import http.client
import socket

import pytest

from storefront import serving
from storefront.kit.config import Config
from tests.support.server import START_SECONDS, Server, free_port, run


def ask(server: Server, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=START_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{server.port}", "Accept-Language": "en"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


# --- the command line ------------------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_the_first_settings(place):
    done = run(place, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for name in (
        "serve",
        "work",
        "migrate",
        "demo",
        "check",
        "anchor",
        "admin",
        "rotate",
        "backup",
        "restore",
        "resume",
        "MICROSTORE_DATA",
        "MICROSTORE_URL",
    ):
        assert f"\n    {name}" in done.stdout or f"\n  {name}" in done.stdout, name
    one = run(place, "serve", "--help")
    assert (one.returncode, "--demo" in one.stdout, "--no-demo" in one.stdout) == (0, True, True)


@pytest.mark.parametrize(
    "words", [["fly"], ["serve", "--fast"], ["admin"], ["serve", "--demo", "--no-demo"], ["admin", "x", "--role", "king"]]
)
def test_a_command_line_that_cannot_be_read_ends_with_two(place, words):
    done = run(place, *words)
    assert done.returncode == 2
    assert "usage: python app.py" in done.stderr


def test_a_setting_that_cannot_work_is_a_sentence_and_not_a_traceback(place):
    done = run(place, "migrate", MICROSTORE_PORT="eight")
    assert (done.returncode, done.stderr) == (1, "MICROSTORE_PORT='eight' should be a whole number.\n")
    done = run(place, "migrate", MICROSTORE_COLOUR="blue")
    assert done.returncode == 1
    assert "is not a setting of Microstore" in done.stderr


@pytest.mark.parametrize("command", [["migrate"], ["serve"], ["check"]])
def test_a_database_that_does_not_answer_is_a_sentence(place, command):
    done = run(
        place,
        *command,
        MICROSTORE_DATABASE=f"postgresql://nobody@127.0.0.1:{free_port()}/nothing",
        MICROSTORE_HOST="127.0.0.1",
        MICROSTORE_PORT=str(free_port()),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used: ")
    assert "Traceback" not in done.stderr


# --- databases ---------------------------------------------------------------------------------------------------------------------


def test_migrating_twice_changes_nothing_the_second_time(place):
    first, second = run(place, "migrate"), run(place, "migrate")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("Done: 0001_")
    assert second.stdout == "The database is in its current shape.\n"


def test_check_says_what_differs_and_ends_with_one(place):
    assert run(place, "admin", "keeper@example.com").returncode == 0
    whole = run(place, "check")
    assert (whole.returncode, whole.stdout.startswith("Everything adds up")) == (0, True), whole.stdout + whole.stderr
    kept = run(place, "anchor")
    assert kept.returncode == 0
    assert run(place, "check", "--anchor", kept.stdout.strip()).returncode == 0

    _sql(place, "UPDATE event SET data = '{}'")
    broken = run(place, "check")
    assert broken.returncode == 1
    assert broken.stdout.startswith("I10 event 1 (")
    assert broken.stderr.splitlines()[0].startswith("1 difference. The first is: I10 event 1 (")

    _sql(place, "UPDATE event SET seal = NULL")
    _sql(place, "DELETE FROM event_chain_end")
    assert run(place, "check").returncode == 0  # everything was rewritten with care …
    rewritten = run(place, "check", "--anchor", kept.stdout.strip())
    assert rewritten.returncode == 1  # … but for the seal that was kept elsewhere
    assert "events up to it were rewritten" in rewritten.stdout


def _sql(place: Config, statement: str) -> None:
    if place.is_sqlite:
        import sqlite3

        with sqlite3.connect(place.database_url.removeprefix("sqlite:///")) as connection:
            connection.execute(statement)
    else:
        import psycopg

        with psycopg.connect(place.database_url) as connection:
            connection.execute(statement)


def test_an_anchor_of_an_empty_history_is_refused(place):
    done = run(place, "anchor")
    assert (done.returncode, done.stdout) == (1, "")
    assert run(place, "check", "--anchor", "nonsense").returncode == 1


def test_keys_rotate_in_two_steps_and_people_are_still_found(place):
    assert run(place, "admin", "+8613800138000").returncode == 0
    added = run(place, "rotate", "--new-key")
    assert added.returncode == 0 and "start every server" in added.stdout.lower()
    done = run(place, "rotate")
    assert done.returncode == 0 and "person: 1" in done.stdout and "Everything is sealed with k" in done.stdout
    again = run(place, "admin", "+8613800138000", "--role", "support")
    assert again.returncode == 0
    assert "person: " not in run(place, "rotate").stdout


def test_a_role_is_given_and_taken_by_contact(place):
    done = run(place, "admin", "+86 138 0013 8000")
    assert (done.returncode, "is operator now" in done.stdout, "/admin" in done.stdout) == (0, True, True)
    done = run(place, "admin", "Helper@Example.com", "--role", "support")
    assert (done.returncode, "is support now" in done.stdout) == (0, True)
    done = run(place, "admin", "helper@example.com", "--role", "none")
    assert (done.returncode, done.stdout) == (0, "helper@example.com has no role any more.\n")
    done = run(place, "admin", "12")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip()


# --- the server --------------------------------------------------------------------------------------------------------------------


def test_it_serves_says_where_without_a_code_in_a_log_and_ends_in_order(server):
    assert ask(server, "/health") == (200, "ok\n")
    status, home = ask(server, "/")
    assert (status, "<h1" in home) == (200, True)
    assert server.stop() == 0
    told = server.output()
    assert f"  Microstore is open at {server.url}\n" in told
    assert "█" not in told and "▀" not in told
    assert "WARNING" not in told and "ERROR" not in told, told


def test_a_taken_port_is_refused_with_a_sentence(server, place):
    done = run(place, "serve", "--no-demo", MICROSTORE_PORT=str(server.port), MICROSTORE_HOST="127.0.0.1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {server.port} is taken: something listens there already. Stop it, or choose another: MICROSTORE_PORT={server.port + 1}.\n"
    )
    assert ask(server, "/health")[0] == 200


def test_a_port_that_somebody_else_shares_is_taken_too():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert "is taken" in serving.port_problem("127.0.0.1", other.getsockname()[1])
    assert serving.port_problem("127.0.0.1", free_port()) is None


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("no.such.host.invalid", 8000, "not an address of this machine"),
        ("127.0.0.1", 70000, "is not a port"),
        ("192.0.2.1", 8000, "cannot listen on 192.0.2.1"),
    ],
)
def test_an_address_that_cannot_be_is_refused_with_a_sentence(host, port, words):
    assert words in serving.port_problem(host, port)
