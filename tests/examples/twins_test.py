"""A plan and its Chinese twin, over the same data, write ledgers that differ in names only.

    twins_test.py INCENT EXAMPLE_FOLDER
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

# The English name of each component of the Chinese plan.
COMPONENTS = {'提成': 'commission', '云产品奖': 'spiff', '退订': 'cancelled', '精英': 'club'}
# Columns that hold names of the plan, and so differ.
NAMES = {'plan', 'component', 'dataset'}


def ledger(incent, plan, folder, out):
    subprocess.run([incent, 'run', plan, '--data', folder / 'data', '--out', out], check=True, capture_output=True)
    with open(out, encoding='utf-8', newline='') as file:
        rows = [dict(row, component=COMPONENTS.get(row['component'], row['component']))
                for row in csv.DictReader(file)]
    key = lambda row: [row[c] or '' for c in ('component', 'participant', 'period', 'posting_date', 'credit_date', 'row', 'earned_by')]
    return [{k: v for k, v in row.items() if k not in NAMES - {'component'}} for row in sorted(rows, key=key)]


def main():
    incent, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / 'ledger.csv'
        english = ledger(incent, folder / 'quickstart.incent', folder, out)
        chinese = ledger(incent, folder / 'quickstart.zh.incent', folder, out)
    different = [(a, b) for a, b in zip(english, chinese) if a != b]
    for a, b in different[:5]:
        print(f'{a}\n{b}\n')
    print(f'{len(english)} and {len(chinese)} lines, {len(different)} differ')
    sys.exit(1 if different or len(english) != len(chinese) or not english else 0)


main()
