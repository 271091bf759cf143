"""Recomputes every payout of examples/quickstart independently and compares the ledger to the cent.

    quickstart_check.py DATA_FOLDER LEDGER_CSV
"""
import datetime
import pathlib
import sys

from recompute import Decimal, compare, half_up, ledger_sums, marginal, quotient, rows

CAP = Decimal(220_000)


def day(text):
    return datetime.date.fromisoformat(text)


def quota_of(rep):
    first = max(day(rep['hired_on']), datetime.date(2026, 1, 1))
    last = min(day(rep['left_on'] or '2026-12-31'), datetime.date(2026, 12, 31))
    days = (last - first).days + 1
    return half_up(quotient(Decimal(rep['annual_quota']) * days, 365))


def employed_at_end_of_month(rep, won_on):
    year, month = won_on.year, won_on.month
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return not rep['left_on'] or day(rep['left_on']) >= after - datetime.timedelta(days=1)


def commissions(rep, deals):
    """[(deal, commission)]: the increases of a rounded, capped level, in the order (date, key)."""
    quota = quota_of(rep)
    bands = [(Decimal(0), Decimal('0.05')), (quota, Decimal('0.08')), (quota * Decimal('1.3'), Decimal('0.10'))]
    sold = earned = paid = Decimal(0)
    out = []
    for deal in sorted(deals, key=lambda d: (d['won_on'], d['id'])):
        before = marginal(bands, sold)
        sold += Decimal(deal['amount'])
        if employed_at_end_of_month(rep, day(deal['won_on'])):
            earned += marginal(bands, sold) - before
        level = half_up(min(CAP, earned))
        out.append((deal, level - paid))
        paid = level
    return out


def spiff(rep, deal):
    if deal['product'] != 'cloud' or not employed_at_end_of_month(rep, day(deal['won_on'])):
        return Decimal(0)
    return Decimal(800 if Decimal(deal['amount']) >= 100_000 else 200)


def payouts(folder):
    sums = {}

    def add(component, rep, date_text, amount):
        if amount:
            key = (component, rep['id'], date_text[:7])
            sums[key] = sums.get(key, Decimal(0)) + amount

    deals = [d for d in rows(folder / 'Deal.csv') if d['won_on']]
    for rep in rows(folder / 'Rep.csv'):
        if rep['role'] != 'AE':
            continue
        for deal, commission in commissions(rep, [d for d in deals if d['rep'] == rep['id']]):
            add('commission', rep, deal['won_on'], commission)
            add('spiff', rep, deal['won_on'], spiff(rep, deal))
            cancelled_on = deal['cancelled_on']
            if cancelled_on and day(cancelled_on) <= day(deal['won_on']) + datetime.timedelta(days=90):
                add('cancelled', rep, cancelled_on, -commission)
    return sums


def main():
    folder, ledger = pathlib.Path(sys.argv[1]), sys.argv[2]
    compare(payouts(folder), ledger_sums(ledger))


if __name__ == '__main__':
    main()
