"""What the recomputing checks share: exact tiers, rounding, CSV rows and the comparison.

Independent of the engine on purpose: written from the meaning of the plan, in Python's decimal.
"""
import csv
import decimal
import sys

decimal.getcontext().prec = 60
Decimal = decimal.Decimal
CENT = Decimal('0.01')


def half_up(amount, unit=CENT):
    """Rounds to `unit`, ties away from zero."""
    return (amount / unit).quantize(Decimal(1), rounding=decimal.ROUND_HALF_UP) * unit


def quotient(dividend, divisor):
    """Division as the language has it: truncated toward zero at 18 decimals."""
    return (Decimal(dividend) / Decimal(divisor)).quantize(Decimal('1e-18'), rounding=decimal.ROUND_DOWN)


def marginal(bands, amount):
    """The sum of portion times rate; `bands` are (lower bound, rate), the first at zero."""
    total = Decimal(0)
    for index, (lower, rate) in enumerate(bands):
        upper = bands[index + 1][0] if index + 1 < len(bands) else None
        top = amount if upper is None else min(amount, upper)
        if index == 0 or top > lower:
            total += (top - lower) * rate
    return total


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def ledger_sums(path):
    """{(component, participant, period): sum of what was earned} of a CSV ledger; badges are no amounts."""
    sums = {}
    for row in rows(path):
        if row['unit'] == 'badge':
            continue
        key = (row['component'], row['participant'], row['period'])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row['earned'])
    return sums


def compare(expected, found, keys=None):
    """Compares sums to the cent and exits: 0 equal, 1 different. `keys`: only these."""
    keys = sorted(keys if keys is not None else expected.keys() | found.keys())
    wrong = 0
    for key in keys:
        left, right = expected.get(key, Decimal(0)), found.get(key, Decimal(0))
        if left != right:
            wrong += 1
            print(f'{" ".join(key)}: expected {left}, the ledger has {right}')
    total = sum((expected.get(key, Decimal(0)) for key in keys), Decimal(0))
    print(f'{len(keys)} payouts compared, {wrong} differ; they sum to {total}')
    sys.exit(1 if wrong or not keys else 0)
