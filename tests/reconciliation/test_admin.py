"""The money desks in a browser: who sees them, what they show, what they refuse."""

import io
from datetime import timedelta

import pytest

from storefront import payments, policies
from storefront.kit import jobs
from storefront.ledger import Entry
from storefront.reconciliation import Finding, Statement, balancing, desk
from tests.reconciliation.planting import HEAD, Books
from tests.reconciliation.test_desk import WHY
from tests.support.factories import again

PAGES = ("/admin/money", "/admin/suspense", "/admin/statements")


def test_support_and_shops_never_see_these_pages(browse, world, client):
    support = browse("support")
    for path in PAGES:
        assert support.get(path).status_code == 404
        assert client.get(path).status_code == 303  # to the sign-in page
    assert support.post("/admin/money/check").status_code == 404
    for role in ("finance", "operator"):
        assert [browse(role).get(path).status_code for path in PAGES] == [200] * 3


def test_the_books_show_who_holds_it_and_whose_it_is(browse, world):
    world.paid()
    world.pay(world.placed(), minor=100)
    balancing.check()
    world.paid(items=[(world.mei.bowl, 1)])  # what came after the check is added to it
    (books,) = balancing.balances(balancing.newest())
    assert books.held.minor == books.escrow + 100 and books.suspense == 100 and not books.off
    page = browse().get("/admin/money").text
    assert books.held.display() in page and "agrees" in page and "does not agree" not in page
    assert page.count('<dd class="num">0.00</dd>') == len(balancing.differences(balancing.newest()))


@pytest.mark.tampers
def test_a_difference_is_shown_until_it_is_gone(browse, world):
    world.paid()
    entry = Entry.select().first()
    Entry.update(amount_minor=Entry.amount_minor + 7).where(Entry.id == entry.id).execute()
    finance = browse()
    assert finance.post("/admin/money/check").status_code == 303
    page = finance.get("/admin/money").text
    assert "does not agree" in page and "Stop paying out" in page and "I1 transaction" in page
    Entry.update(amount_minor=Entry.amount_minor - 7).where(Entry.id == entry.id).execute()
    finance.post("/admin/money/check")
    assert "does not agree" not in finance.get("/admin/money").text


def test_the_check_runs_once_a_day(database, clock):
    balancing.check_due()
    balancing.check_due()
    assert balancing.BookCheck.select().count() == 1
    clock.advance(balancing.EVERY)
    balancing.check_due()
    assert balancing.BookCheck.select().count() == 2


def test_the_desk_lists_the_oldest_first_and_places(browse, world, parked):
    order = world.placed()
    stray, fits = parked(123), parked(order.total_minor)
    finance = browse()
    page = finance.get("/admin/suspense").text
    assert page.index(stray.amount.display()) < page.index(fits.amount.display())
    assert "Nobody asked for this payment." in page
    path = f"/admin/suspense/{fits.id}"
    assert f"order={order.number}" in finance.get(path).text  # it would fit
    asked = {"shop": "@meis-kiln", "order": order.number.lower(), "reason": WHY}
    wrong = finance.post(f"/admin/suspense/{stray.id}/place", data=asked)
    assert wrong.status_code == 422 and "Only what fits exactly" in wrong.text and WHY in wrong.text
    assert finance.post(f"{path}/place", data=asked | {"shop": "nobody"}).status_code == 422
    assert finance.post(f"{path}/place", data=asked | {"order": "ZZZZ"}).status_code == 422
    assert finance.post(f"{path}/place", data={}).status_code == 422
    assert finance.post(f"{path}/place", data=asked).status_code == 303
    assert world.again(order).state == "confirmed" and "placed" in finance.get(path).text
    assert finance.post(f"{path}/return", data={"reason": WHY}).status_code == 409
    assert finance.get("/admin/suspense/999").status_code == 404


def test_two_people_decide_about_a_large_sum(browse, parked):
    capture = parked(policies.current().suspense_minor + 1)
    one, other, path = browse(number=1), browse(number=2), f"/admin/suspense/{capture.id}"
    assert one.post(f"{path}/return", data={"reason": ""}).status_code == 422
    assert one.post(f"{path}/return", data={"reason": WHY}).status_code == 303
    assert "Another person has to agree" in one.get(path).text
    assert one.post(f"{path}/agreement").status_code == 422
    assert other.post(f"{path}/agreement").status_code == 303
    assert again(capture).outcome == "returned"
    assert other.post(f"{path}/agreement").status_code == 409
    assert other.post(f"{path}/withdrawal").status_code == 409
    assert other.post(f"{path}/again").status_code == 409


def send(browser, table: str, source: str = "sandbox", name: str = "march.csv"):
    return browser.post("/admin/statements", data={"source": source, "file": (io.BytesIO(table.encode()), name)})


def test_a_file_is_looked_at_taken_in_and_gone_through(browse, world):
    books, finance = Books(world), browse()
    books.fill(3)
    table = books.table() + books.line("capture", "txn-more", 4200) + "capture,txn-odd,,twelve,0,0,CNY,2026-11-21\n"
    answer = send(finance, table)
    assert answer.status_code == 303
    path = answer.headers["Location"]
    page = finance.get(path).text
    assert "4 lines" in page and "is not an amount in CNY" in page and "txn-000002" in page
    row = Statement.get()
    days = {"starts": f"{books.start:%Y-%m-%d}", "ends": f"{books.start:%Y-%m-%d}"}
    assert finance.post(f"{path}/lines", data={"starts": "yesterday"}).status_code == 422
    assert finance.post(f"{path}/lines", data=days | {"ends": "2020-01-01"}).status_code == 422
    assert finance.post(f"{path}/lines", data=days).status_code == 303
    assert "0 of 4 lines" in finance.get(path).text
    assert finance.get(f"{path}?seen=reading-0", headers={"HX-Request": "true", "HX-Target": "progress"}).status_code == 204
    jobs.run_pending()
    polled = finance.get(f"{path}?seen=reading-0", headers={"HX-Request": "true", "HX-Target": "progress"}).text
    assert (
        "<html" not in polled and "To look at" in polled and 'id="finding-' in polled
    )  # what is to be looked at comes with the sums
    page = finance.get(path).text
    assert "Not in our books" in page and "¥42.00" in page and "Rows that could not be read" in page
    finding = Finding.get()
    one = f"{path}/findings/{finding.id}"
    assert finance.post(one, data={}).status_code == 422
    assert finance.post(one, data={f"f{finding.id}-note": "A test."}).status_code == 303
    assert finance.post(one, data={f"f{finding.id}-note": "A test."}).status_code == 409
    assert finance.post(f"{path}/findings/999", data={}).status_code == 404
    assert "Nothing differs" in finance.get(path).text and "A test." in finance.get(f"{path}?state=done").text
    assert finance.post(f"{path}/comparison").status_code == 303
    assert finance.post(f"{path}/discard").status_code == 409
    assert send(finance, table).headers["Location"] == path and Statement.select().count() == 1
    assert again(row).errors_count == 1


def test_columns_are_put_right_by_hand(browse, database):
    finance = browse()
    path = send(finance, "wann,nummer,wieviel\n2026-11-21,T1,3\n").headers["Location"]
    page = finance.get(path).text
    assert "Say which columns" in page and "wieviel" in page
    chosen = {"at": "0", "reference": "1", "amount": "2", "order": "ymd", "currency": "eur"}
    assert finance.post(f"{path}/columns", data=chosen | {"at": ""}).status_code == 422
    assert finance.post(f"{path}/columns", data=chosen | {"currency": "x"}).status_code == 422
    assert finance.post(f"{path}/columns", data=chosen).status_code == 303
    assert "€3.00" in finance.get(path).text
    assert finance.post(f"{path}/discard").status_code == 303
    assert finance.get(path).status_code == 404


def test_what_is_no_statement_is_refused_beside_the_field(browse, database):
    finance = browse()
    for source, table in (("sandbox", ""), ("sandbox", "PK\x03\x04"), ("elsewhere", HEAD), ("bank", "<html></html>")):
        answer = send(finance, table, source)
        assert answer.status_code == 422 and "error" in answer.text, table
    assert finance.post("/admin/statements", data={"source": "sandbox"}).status_code == 422
    assert Statement.select().count() == 0


def test_the_sandbox_tells_what_moved_and_it_agrees(browse, world, sandbox, clock):
    finance = browse()
    order = world.placed()
    payment = payments.payment_of("order", str(order.id))
    sandbox.play(payments.start(payment).url, "pay")
    sandbox.courier.deliver()
    lost = world.placed()
    sandbox.play(payments.start(payments.payment_of("order", str(lost.id))).url, "silent")
    day = f"{clock.now():%Y-%m-%d}"
    assert finance.post("/admin/statements/fetch/sandbox", data={"day": "never"}).status_code == 422
    assert finance.post("/admin/statements/fetch/nobody", data={"day": day}).status_code == 404
    local = (clock.now() + timedelta(hours=8)).date().isoformat()  # the market's calendar
    path = finance.post("/admin/statements/fetch/sandbox", data={"day": local}).headers["Location"]
    finance.post(f"{path}/lines", data={"starts": local, "ends": local})
    jobs.run_pending()
    row = Statement.get()
    assert (row.lines_count, row.matched_count, row.open_count) == (2, 1, 1)  # the silent one is not in our books yet


def test_the_queue_leads_to_the_desks(browse, world, parked):
    capture = parked()
    assert "/admin/suspense" in browse("operator").get("/admin").text
    desk.ask(capture, "return", browse().person, WHY)
    assert "/admin/suspense" not in browse("operator").get("/admin").text
