"""`make bench`: speed as ratios, measured in one run on this machine, never as a test.

One server process at a time on loopback (granian, one worker, the same settings for all), one client process. Three servers take
turns round by round: a hello-world, a plain Flask + Jinja page of 17 KB, and Microstore on a database made for the run. Reported: CPU
milliseconds per request of the server (user + system), requests a second beside the reference, queries per page, memory, start.
"""

import argparse
import sys

from tests.bench import growth, pages, report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each round of each page runs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--growth", action="store_true", help="also measure growth: 600 to 10⁵ items, 10³ to 10⁶ orders, 30 to 10⁴ shops"
    )
    parser.add_argument("--small", action="store_true", help="growth up to 10⁴ items, 10⁵ orders, 10³ shops")
    chosen = parser.parse_args()
    print(report.machine())
    for line in pages.measure(chosen.seconds, chosen.rounds):
        print(line, flush=True)
    if chosen.growth or chosen.small:
        for line in growth.measure(small=chosen.small):
            print(line, flush=True)
    return 0


sys.exit(main())
