"""The market's own desk, at /admin: one queue of what waits for a person, and the pages to look everything up on.

The queue (`queue.waiting`) gathers what this room sees itself (jobs, deliveries, messages, shops that sell unchecked) and what other
rooms put in through the slot "admin.queue": a panel returns (count, words, address, hot) or that and the moment the oldest waits since;
None where nothing waits. The riskiest come first, then the oldest.

Who works where stands in `frame.PLACES`, and a test holds every address to it: *support* has shops, orders, cases, reports and identity checks,
*finance* has money, the *operator* has everything, also people, rules, health and history. The queue is for all staff and shows each what
they can do something about. Everything that is done here is an event with the operator as its actor. Buyers' names, numbers and addresses
are masked on every page; whoever has to read the contact of an account says why, and that is an event too (`people_pages`).
"""
