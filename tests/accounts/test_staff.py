"""Staff rooms: each for its roles, and for nobody else there at all."""

import pytest


@pytest.fixture(scope="module")
def rooms(app):
    """A staff room and its pages, on an application of their own."""
    from flask import Flask

    from storefront.accounts import admin_blueprint, needs

    bp = admin_blueprint("room_admin", __name__)
    bp.add_url_rule("/room", view_func=lambda: "for all staff", endpoint="all")

    @bp.get("/room/finance")
    @needs("finance")
    def finance():
        return "for finance"

    made = Flask("staff")
    made.config.update(app.config)
    from storefront.kit import hypermedia, web

    hypermedia.init_app(made)
    made.register_error_handler(web.Refused, lambda refusal: ("", refusal.status))
    made.before_request(lambda: setattr(web.g, "network", ""))
    made.register_blueprint(bp)
    return made


@pytest.mark.parametrize(
    "role, all_staff, finance", [("", 404, 404), ("support", 200, 404), ("finance", 200, 200), ("operator", 200, 200)]
)
def test_staff_rooms_do_not_exist_for_others(rooms, accounts, mei, role, all_staff, finance):
    if role:
        accounts.make_operator(mei.phone, role)
    browser = rooms.test_client()
    browser.set_cookie("session", accounts.open_session(accounts.person_by_contact(mei.phone), "Chrome", ""))
    assert (browser.get("/admin/room").status_code, browser.get("/admin/room/finance").status_code) == (all_staff, finance)


def test_visitors_are_sent_to_sign_in(rooms, database):
    assert rooms.test_client().get("/admin/room").location == "/signin?next=/admin/room"
