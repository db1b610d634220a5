"""Ways to "My data" from other rooms' pages."""

from flask import render_template


def link(person):
    """Slot "me.settings"."""
    return render_template("privacy/_link.html", url="/me/data")


def guest_link(order):
    """Slot "order.end": from the private link of an order."""
    return render_template("privacy/_guest_link.html", url=f"/o/{order.token}/data")
