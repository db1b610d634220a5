"""Mechanisms that know no shop word: settings, database, money, clock, machines, events, jobs, pages, limits."""
