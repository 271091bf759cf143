"""python3 -m incent_by_hand PLAN DATA_FOLDER: the ledger on standard output.

Ends with 0, or with 10 and a reason where the plan or its data is outside the subset.
"""

import sys
from pathlib import Path

from .ledger import write
from .outside import Outside
from .run import ledger_of

OUTSIDE = 10


def main(arguments):
    plan, folder = Path(arguments[0]), Path(arguments[1])
    try:
        rows = ledger_of(plan.read_text(encoding="utf-8"), folder)
    except Outside as reason:
        print(f"outside the subset: {reason}", file=sys.stderr)
        return OUTSIDE
    write(rows, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
