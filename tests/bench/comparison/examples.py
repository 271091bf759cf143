"""The example plans as programs of the comparison: every plan below examples/ whose data is there."""
import os

from comparison.process import Failed
from comparison.programs import Program, example_program
from comparison.results import Case

THREADS = 1


def data_folder(plan):
    """The data beside a plan; else the optional data sets that INCENT_TEST_DATA names."""
    beside = plan.parent / 'data'
    if beside.is_dir():
        return beside
    optional = os.environ.get('INCENT_TEST_DATA', '')
    return os.path.join(optional, plan.parent.name) if optional else None


def absent(_places, _case):
    raise Failed('its data is not part of the repository (INCENT_TEST_DATA)')


def num_rows(folder):
    """Lines of the largest file."""
    most = 0
    for name in os.listdir(folder):
        if name.endswith('.csv'):
            with open(os.path.join(folder, name), 'rb') as file:
                most = max(most, sum(1 for _ in file) - 1)
    return most


def find(root, places):
    """[(case, [program])] of the examples, those without data included."""
    found = []
    for plan in sorted((root / 'examples').glob('*/*.incent')):
        name = str(plan.relative_to(root / 'examples'))
        data = data_folder(plan)
        if data is None or not os.path.isdir(data):
            found.append((Case('examples', 0, 'given', THREADS), [Program(name, 'examples', absent)]))
            continue
        ledger = places.build / 'bench' / 'examples' / (plan.stem + '.csv')
        found.append((Case('examples', num_rows(data), 'given', THREADS),
                      [Program(name, 'examples', example_program(plan, data, ledger))]))
    return found
