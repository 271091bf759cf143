"""Recomputes every payout of examples/northwind independently and compares the ledger to the cent.

    northwind_check.py DATA_FOLDER LEDGER_CSV
"""
import pathlib
import sys

from recompute import Decimal, compare, half_up, ledger_sums, marginal, rows

BANDS = [(Decimal(0), Decimal('0.02')), (Decimal(15_000), Decimal('0.03')), (Decimal(40_000), Decimal('0.04'))]
OVERRIDE = Decimal('0.005')


def revenue_by_month(folder):
    """{(employee, 'YYYY-MM'): revenue after discount}, exact."""
    orders = {o['OrderID']: o for o in rows(folder / 'orders.csv')}
    sums = {}
    for line in rows(folder / 'order_details.csv'):
        order = orders[line['OrderID']]
        key = (order['EmployeeID'], order['OrderDate'][:7])
        amount = Decimal(line['UnitPrice']) * Decimal(line['Quantity']) * (1 - Decimal(line['Discount']))
        sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


def commission(revenue, employee, month):
    """The increase of the rounded level of the quarter from the month before to this month."""
    year, number = month.split('-')
    first = (int(number) - 1) // 3 * 3 + 1
    months = [f'{year}-{m:02d}' for m in range(first, int(number) + 1)]
    to_date = sum((revenue.get((employee, m), Decimal(0)) for m in months), Decimal(0))
    before = to_date - revenue.get((employee, month), Decimal(0))
    return half_up(marginal(BANDS, to_date)) - half_up(marginal(BANDS, before))


def payouts(folder):
    revenue = revenue_by_month(folder)
    manager_of = {e['EmployeeID']: e['ReportsTo'] for e in rows(folder / 'employees.csv')}
    found, team = {}, {}
    for (employee, month), amount in revenue.items():
        found['commission', employee, month] = commission(revenue, employee, month)
        if manager_of[employee]:
            key = (manager_of[employee], month)
            team[key] = team.get(key, Decimal(0)) + amount
    for (manager, month), amount in team.items():
        found['override', manager, month] = half_up(amount * OVERRIDE)
    return found


def main():
    folder, ledger = pathlib.Path(sys.argv[1]), sys.argv[2]
    compare(payouts(folder), ledger_sums(ledger))


if __name__ == '__main__':
    main()
