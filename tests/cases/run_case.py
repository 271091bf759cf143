"""Pays a case, a folder with a plan, its data and the figures that must come out, with both engines.

    run_case.py INCENT CASE_FOLDER

`case.json`: `mode` is `pay` or `refuse` (the plan must not compile), `exit` lists the exit codes allowed, `says` texts
that must appear among the messages, `args` further arguments. `expected.csv` has sums of the ledger by the columns that
are filled in (component, participant, period, row), and `withheld` as the status where every such line must be. Every
line of the ledger must belong to some row of it, so nothing else may be paid.
"""
import csv
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

COLUMNS = ('component', 'participant', 'period', 'row')


def run(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def is_of(line, wanted):
    return all(line[column] == wanted[column] for column in COLUMNS if wanted[column])


def faults_of(ledger, expected):
    for wanted in expected:
        lines = [line for line in ledger if is_of(line, wanted)]
        name = ' '.join(wanted[column] for column in COLUMNS if wanted[column])
        withheld = [line for line in lines if line['status'] == 'withheld']
        if wanted['status'] == 'withheld':
            if not lines or len(withheld) < len(lines):
                yield f'{name}: {len(withheld)} of {len(lines)} lines are withheld; all of at least one must be'
            continue
        paid = sum((decimal.Decimal(line['paid'] or 0) for line in lines), decimal.Decimal(0))
        if withheld or paid != decimal.Decimal(wanted['paid']):
            yield f"{name}: paid {paid}, with {len(withheld)} lines withheld; expected {wanted['paid']}"
    for line in ledger:
        if not any(is_of(line, wanted) for wanted in expected):
            yield f'a line that nothing expects: {line}'


def pay(incent, case, folder, engine, scratch):
    ledger = pathlib.Path(scratch) / f'{engine}.csv'
    code, said = run(incent, 'run', folder / 'plan.incent', '--data', folder, '--out', ledger, '--engine', engine,
                     '--lang', 'en', *case.get('args', []))
    yield from say_faults(case, code, said)
    if not ledger.is_file():
        return
    with open(ledger, encoding='utf-8', newline='') as stream:
        lines = list(csv.DictReader(stream))
    with open(folder / 'expected.csv', encoding='utf-8', newline='') as stream:
        yield from faults_of([line for line in lines if line['status'] != 'unassigned'], list(csv.DictReader(stream)))


def say_faults(case, code, said):
    if code not in case['exit']:
        yield f"exit code {code}, not one of {case['exit']}:\n{said}"
    for text in case.get('says', []):
        if text not in said:
            yield f'the messages do not say {text}:\n{said}'


def main():
    incent, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    case = json.loads((folder / 'case.json').read_text(encoding='utf-8'))
    faults = []
    if case['mode'] == 'refuse':
        faults += say_faults(case, *run(incent, 'check', folder / 'plan.incent', '--lang', 'en'))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            for engine in ('interp', 'jit'):
                faults += [f'{engine}: {fault}' for fault in pay(incent, case, folder, engine, scratch)]
    print('\n'.join(faults) or 'as expected')
    sys.exit(1 if faults else 0)


main()
