"""Everything that happened, for whoever is signed in."""

import json

from flask import request

from storefront import accounts, notifications
from storefront.kit import db, hypermedia, ids, security, web
from storefront.notifications import sentences

bp = accounts.person_blueprint("notifications", __name__, "/notices")


@bp.get("")
def index():
    before = request.args.get("before", "")
    rows, more = notifications.notices_of(accounts.current(), ids.number(before))
    for row in rows:
        data = json.loads(row.data)
        row.text, row.zone = sentences.of(row.kind, data), data.get("zone") or web.config().time_zone
    answer = hypermedia.page("notifications/index.html", rows=rows, more=more, tab="me")
    if rows:
        db.note(notifications.mark_read, accounts.current(), rows[0].id)
    return security.private(answer)
