"""Being forgotten: asked for, waited for, called off, refused; and when it happens, nothing is left anywhere and the books stand."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront import accounts, check, ledger, orders, payments, privacy, shops
from storefront.kit import audit, clock, db, jobs, overwriting, personal, post
from storefront.kit.errors import Changed, Refused
from storefront.ledger.models import Account, Entry, Transaction
from storefront.media.models import Picture
from tests.privacy import canaries
from tests.support.factories import LIN, ZHOU, sign_in

A_WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
def zhou(world):
    return accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))


def about(person):
    return privacy.about_person(accounts.Person.get_by_id(person.id))


def settled(world, **how):
    """An order that is over, its money released."""
    order = world.completed(**how)
    canaries.settle()
    return world.again(order)


def books() -> list:
    """Every number in the ledger."""
    rows = Entry.select(Entry, Account, Transaction).join(Account).switch(Entry).join(Transaction).order_by(Entry.id)
    return [
        (row.id, row.amount_minor, row.account.kind, row.account.key, row.account.balance_minor, row.transaction.reference)
        for row in rows
    ]


def agreed() -> list:
    """Every order's sums and state."""
    return sorted((row.id, row.state, row.total_minor, row.paid_minor, row.refunded_minor) for row in orders.Order.across_shops())


# --- the canaries ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def somebody(world, client):
    found = canaries.Somebody(world, client)
    canaries.settle()
    return found


def test_nothing_of_somebody_is_left_anywhere_and_the_books_stand(somebody, world, config, capsys, caplog, client):
    other = settled(world, buyer=LIN, note="Stays")
    told = about(somebody.person)
    said = f"/@{world.mei.shop.slug}/p/{world.mei.mug.product.code}/reviews"
    assert canaries.WORDS in client.get(said).text and canaries.WORDS in client.get(said).text  # the second one from what is kept
    assert canaries.in_rows(), "the marks were never there"
    before, sealed = books(), audit.anchor()
    states = agreed()
    private = {picture.code for picture in Picture.across_shops().where(~Picture.public)}
    assert len(private) == 2 and len(told.orders) == 4
    public = set(Picture.across_shops(Picture.code).where(Picture.kind == "review").tuples())
    assert len(public) == 1
    privacy.ask_erasure(told, "en", "/me/data")
    privacy.ask_export(told)
    jobs.run_pending(3000)
    clock.advance(A_WEEK)
    jobs.sweep()
    jobs.run_pending(3000)
    jobs.sweep()
    assert privacy.Erasure.get().state == "done", privacy.Erasure.get().why
    # rows, opened and as they lie there; the blind indexes too
    assert canaries.in_rows() == []
    assert canaries.in_stored_rows() == []
    for index in canaries.indexes():
        for model in db.models():
            rows = db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall()
            assert not [row for row in rows if index in " ".join(map(str, row))], model
    assert canaries.WORDS not in client.get(said).text
    # the disk: free pages and journal of the database, pictures, everything in the data folder
    with overwriting.thoroughly():
        pass
    assert canaries.in_files(config.data) == []
    assert not [path for path in config.pictures.rglob("*") if path.name[:22] in private | {code for (code,) in public}]
    for index in canaries.indexes() if db.on_sqlite() else ():
        assert not [path for path in config.data.rglob("*.db*") if index.encode() in path.read_bytes()]
    # what was printed as a log (the console adapters print what they would send: those lines are the messages themselves)
    lines = [
        line
        for line in (capsys.readouterr().out + caplog.text).splitlines()
        if "[info" in line or "[warn" in line or "[err" in line
    ]
    assert not [line for line in lines for mark in canaries.MARKS if mark in line]
    # the books
    assert books() == before
    assert agreed() == states
    assert check.run() == []
    assert audit.holds(sealed) == []
    # and nobody else lost anything
    assert orders.recipient_of(other).phone == LIN.phone and world.again(other).note == "Stays"
    assert accounts.person_by_contact(canaries.PHONE) is None
    assert "Your data was erased." in client.get(f"/o/{somebody.orders[0].token}").text


def test_what_is_kept_is_encrypted_before_anybody_asks(somebody, config):
    """T23: no byte of a number, a name, an address or of what people wrote lies readable in the database or beside it."""
    shown = ("parcel: ", "passkey: ", "session: ", "review: ")  # courier numbers, names of devices, and what was said in public
    assert [line for line in canaries.in_stored_rows() if not line.startswith(shown)] == []
    if db.on_sqlite():
        with overwriting.thoroughly():
            pass
        quiet = [mark for mark in canaries.MARKS if "uetzal" not in mark and "QUETZAL" not in mark]
        assert [line for line in canaries.in_files(config.data) if line.rpartition(": ")[2] in quiet] == []


# --- asking, waiting, calling off --------------------------------------------------------------------------------------------------


def test_it_waits_and_can_be_called_off(world, zhou):
    settled(world)
    row = privacy.ask_erasure(about(zhou), "en", "/me/data")
    assert row.due_at == clock.now() + timedelta(days=7) or row.due_at > clock.now() + timedelta(days=6, hours=23)
    assert privacy.ask_erasure(about(zhou), "en", "/me/data").id == row.id
    told = [message.body for message in post.Message.select().where(post.Message.dedupe.startswith(f"erasure:{row.id}"))]
    assert len(told) == 1 and "Call it off here: http://localhost/me/data" in told[0]
    clock.advance(timedelta(days=6))
    jobs.sweep()
    assert privacy.call_off(about(zhou)).state == "called_off"
    with pytest.raises(Changed):
        privacy.call_off(about(zhou))
    clock.advance(timedelta(days=9))
    jobs.sweep()
    assert accounts.Person.get_by_id(zhou.id).phone == ZHOU.phone


def test_a_guest_who_stays_leaves_no_contact_behind(world):
    settled(world)
    guest = privacy.about_contact(accounts.Contact("phone", ZHOU.phone))
    privacy.ask_erasure(guest, "en", "/o/x/data")
    privacy.call_off(guest)
    assert privacy.Erasure.get().contact is None and privacy.latest_erasure(guest).state == "called_off"
    privacy.ask_erasure(guest, "en", "/o/x/data")
    world.paid()  # something new is under way
    clock.advance(A_WEEK)
    jobs.sweep()
    row = privacy.latest_erasure(guest)
    assert (row.state, row.contact) == ("refused", None) and row.why


def test_the_day_that_is_named_is_the_day_here(world, zhou, client, config, clock):
    assert config.time_zone == "Asia/Shanghai"
    clock.freeze(datetime(2026, 12, 1, 22, 30, tzinfo=UTC))  # half past six in the morning of the second
    privacy.ask_erasure(about(zhou), "en", "/me/data")
    told = post.Message.select().order_by(post.Message.id.desc()).first().body
    sign_in(client, zhou)
    page = client.get("/me/data").text
    assert "erased on 9 December" in told and "erased on 9 December" in page


def test_a_guest_is_forgotten_without_an_account(world):
    order = settled(world)
    guest = privacy.about_contact(accounts.Contact("phone", ZHOU.phone))
    assert guest.person is None and guest.orders == (order.id,)
    privacy.ask_erasure(guest, "en", f"/o/{order.token}/data")
    clock.advance(A_WEEK)
    jobs.sweep()
    to = orders.recipient_of(world.again(order))
    assert to.erased_at and (to.name, to.phone, to.address, to.phone_index) == ("", "", "", None)
    last = post.Message.select().order_by(post.Message.id.desc()).first()
    assert "This is the last message." in last.body
    jobs.run_pending(1000)
    jobs.sweep()
    assert not post.Message.select().where(post.Message.to_index == personal.blind("phone", ZHOU.phone)).exists()


def test_whoever_was_forgotten_begins_anew(world, zhou):
    privacy.ask_erasure(about(zhou), "en", "/me/data")
    token = accounts.open_session(zhou, "Chrome", "")
    clock.advance(A_WEEK)
    jobs.sweep()
    from storefront.accounts import sessions

    assert sessions.find(token) is None
    assert accounts.find_or_make(accounts.Contact("phone", ZHOU.phone)).id != zhou.id
    with pytest.raises(Refused):
        accounts.open_session(accounts.Person.get_by_id(zhou.id), "Chrome", "")


# --- what stands in the way ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", ["placed", "paid", "shipped", "completed"])
def test_not_while_an_order_is_under_way_or_its_money_is_held(world, zhou, story):
    order = getattr(world, story)()
    with pytest.raises(Refused, match=order.number):
        privacy.ask_erasure(about(zhou), "en", "/me/data")


def test_not_while_a_question_is_open(world, zhou):
    from storefront import aftersales

    order = settled(world)
    aftersales.open_case(order, "broken", "money", None, "It came in two")
    assert any("is not settled yet" in sentence for sentence in privacy.obstacles(about(zhou)))


def test_not_with_an_open_shop_nor_with_a_balance_nor_with_orders_of_buyers(world):
    owner = world.mei.owner
    order = settled(world)
    assert any("is not closed" in sentence for sentence in privacy.obstacles(about(owner)))
    shops.close(world.mei.fresh())
    assert any("withdraw it first" in sentence for sentence in privacy.obstacles(about(owner)))
    world.lotte.fresh()
    placed = world.placed(world.lotte)
    assert any(placed.number in sentence for sentence in privacy.obstacles(about(world.lotte.owner)))
    assert order.settled_at is not None


def test_not_with_a_role_in_the_market(world):
    staff = accounts.make_operator("+8613500135999", "support")
    assert any("role" in sentence for sentence in privacy.obstacles(about(staff)))


def test_what_came_up_while_it_waited_refuses_it_and_says_so(world, zhou):
    privacy.ask_erasure(about(zhou), "en", "/me/data")
    order = world.paid()
    clock.advance(A_WEEK)
    privacy.erase_due()
    row = privacy.latest_erasure(about(zhou))
    assert row.state == "refused" and order.number in row.why
    assert accounts.Person.get_by_id(zhou.id).phone == ZHOU.phone
    assert "was not erased" in post.Message.select().order_by(post.Message.id.desc()).first().body


def test_an_account_made_meanwhile_is_not_taken_by_a_guests_wish(world):
    settled(world)
    privacy.ask_erasure(privacy.about_contact(accounts.Contact("phone", ZHOU.phone)), "en", "/me/data")
    person = accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))
    clock.advance(A_WEEK)
    privacy.erase_due()
    assert privacy.Erasure.get().state == "refused" and accounts.Person.get_by_id(person.id).erased_at is None


def test_what_somebody_asked_for_as_a_guest_goes_with_the_account_they_made_later(world):
    settled(world)
    guest = privacy.about_contact(accounts.Contact("phone", ZHOU.phone))
    made = privacy.ask_export(guest)
    jobs.run_pending(1000)
    privacy.ask_erasure(guest, "en", "/o/x/data")
    person = accounts.find_or_make(accounts.Contact("phone", ZHOU.phone))
    clock.advance(timedelta(days=1))
    privacy.ask_erasure(about(person), "en", "/me/data")
    clock.advance(timedelta(days=6, minutes=-1))
    with db.transaction():  # the guest's wish would come a day earlier, and be refused: there is an account
        privacy.Erasure.update(due_at=clock.now() + timedelta(days=2)).where(privacy.Erasure.person.is_null()).execute()
    clock.advance(timedelta(days=1, minutes=2))
    privacy.erase_due()
    assert privacy.Export.get_by_id(made.id).state == "ended"
    for model in (privacy.Export, privacy.Erasure):
        assert [(row.contact, row.contact_index) for row in model.select()] == [(None, None)] * model.select().count()
    assert {row.state for row in privacy.Erasure.select()} == {"done"}
    told = post.Message.select().count()
    clock.advance(A_WEEK)
    jobs.sweep()
    assert post.Message.select().count() <= told, "a second goodbye went to somebody who was forgotten"


def test_a_seller_is_forgotten_after_closing(world):
    keeper = world.lotte
    order = world.completed(keeper)
    canaries.settle()
    shops.change_look(keeper.fresh(), about="I am Lotte.", sent_from="Lindenweg")
    shops.close(keeper.fresh())
    privacy.ask_erasure(about(keeper.owner), "en", "/me/data")
    clock.advance(A_WEEK)
    jobs.sweep()
    shop = keeper.fresh()
    assert (shop.name, shop.about, shop.sent_from) == ("Oma Lotte", "", "")
    assert {method.settings for method in payments.Method.across_shops()} == {"{}"}
    assert ledger.wallet(shop).available.minor == 0 and world.again(order).state == "completed"


# --- the machines -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("machine", [privacy.EXPORT, privacy.ERASURE], ids=lambda machine: machine.noun)
def test_only_what_the_table_says_can_happen(machine, world, zhou):
    model = {"export": privacy.Export, "erasure": privacy.Erasure}[machine.noun]
    verbs = {verb for _state, verb in machine.table}
    for state in machine.states:
        for verb in verbs:
            row = model(id=1, state=state)
            assert machine.may(row, verb) == ((state, verb) in machine.table)
            if not machine.may(row, verb):
                with pytest.raises(Changed):
                    machine.change(row, verb)


# --- the page ------------------------------------------------------------------------------------------------------------------------


def test_the_page_asks_waits_and_calls_off(world, zhou, client):
    sign_in(client, zhou)
    assert client.post("/me/data/erasure").status_code == 422
    assert not privacy.Erasure.select().exists()
    assert client.post("/me/data/erasure", data={"sure": "y"}).headers["Location"] == "/me/data"
    page = client.get("/me/data").text
    assert "Until then you can call it off." in page and "Erase my data" not in page
    assert client.post("/me/data/erasure/off").headers["Location"] == "/me/data"
    assert "Erase my data" in client.get("/me/data").text
    assert client.post("/me/data/erasure/off").status_code == 409
    world.paid()
    page = client.get("/me/data").text
    assert "still under way" in page and "Erase my data" not in page
    assert client.post("/me/data/erasure", data={"sure": "y"}).status_code == 422


def test_without_script_the_cursor_is_where_the_tick_is_missing(world, zhou, client):
    sign_in(client, zhou)
    page = client.post("/me/data/erasure")
    assert page.status_code == 422 and page.text.count(" autofocus") == 1
    assert "autofocus" in page.text[page.text.index('name="sure"') :].partition(">")[0]
