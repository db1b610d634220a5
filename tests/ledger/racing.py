"""Many at the same row at the same moment."""

import threading

from storefront.kit import db


def at_once(count, work):
    """Run `work(n)` in `count` threads that start together; what they returned or raised, by name."""
    barrier, results = threading.Barrier(count), [None] * count

    def one(n):
        with db.connection():
            barrier.wait()
            try:
                results[n] = work(n)
            except Exception as error:
                results[n] = type(error).__name__

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
