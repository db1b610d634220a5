"""The market's own desk, at /admin: one queue of what waits for a person, and the pages to look everything up on.

The queue (`queue.waiting`) gathers what this room sees itself (jobs, deliveries, messages, shops that sell unchecked) and what other
rooms put in through the slot "admin.queue": a panel returns (count, words, address, hot) or that and the moment the oldest waits since;
None where nothing waits. The riskiest come first, then the oldest.

Whoever has a role sees the desk: *support* looks things up, writes notes and tries failed things again; *finance* works on money
(/admin/payments); the *operator* also pauses, reinstates and verifies shops and reads who did what. Everything that is done here is an
event with the operator as its actor. Buyers' names, numbers and addresses are masked on every page.
"""
