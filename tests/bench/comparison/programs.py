"""The programs of the comparison: how each is started, and how large a case it may be given."""
import dataclasses
import pathlib
import sys

from comparison.process import Command, Worker
from comparison.results import INCENT

HERE = pathlib.Path(__file__).resolve().parent.parent
PLAN = HERE / 'reference_task.incent'


@dataclasses.dataclass(frozen=True)
class Places:
    """Folders and limits of one comparison."""
    build: pathlib.Path  # our programs
    peers: pathlib.Path  # installed packages
    seconds: int = 600   # that one answer may take

    def data(self, case):
        return self.build / 'bench' / 'data' / f'{case.order}-{case.rows}'


@dataclasses.dataclass(frozen=True)
class Program:
    """`start(places, case)` gives a process that is ready."""
    name: str
    task: str
    start: object
    max_rows: int = 10**9
    bytes_per_row: int = 0  # in memory at most, roughly
    threaded: bool = True   # False: takes part in cases of one thread only
    expect_exact: bool = True
    profiled: bool = False  # it can tell where its time and memory go

    def takes(self, case):
        return case.task == self.task and (self.threaded or case.threads == 1)



def incent(task, *more):
    return lambda places, case: Worker(
        [str(places.build / 'incent_task'), task, str(places.data(case)), '--threads', str(case.threads), *more],
        {}, places.seconds)


def hand_written(*more):
    return lambda places, case: Worker(
        [str(places.build / 'hand_written'), str(places.data(case)), '--threads', str(case.threads), *more],
        {}, places.seconds)


def compiling(engine):
    return lambda places, case: Worker(
        [str(places.build / 'incent_task'), 'compile', str(case.rows), '--engine', engine], {}, places.seconds)


def python(script, task, *more, with_threads=False):
    def start(places, case):
        command = [sys.executable, '-B', str(HERE / 'peers' / script), task, str(places.data(case)), *more]
        if with_threads:
            command += ['--threads', str(case.threads)]
        environment = {'PYTHONPATH': str(places.peers / 'python'), 'POLARS_MAX_THREADS': str(case.threads)}
        return Worker(command, environment, places.seconds)
    return start


def duckdb(task, *more):
    return python('duckdb_peer.py', task, *more, with_threads=True)


def json_rules(places, case):
    script = HERE / 'peers' / 'json_rules_peer.mjs'
    return Worker(['node', str(script), case.task, str(places.data(case)), str(places.peers)], {}, places.seconds)


def incent_run(places, case):
    """The program as people start it, from CSV files to a ledger on disk."""
    data = places.data(case)
    ledger = data / 'ledger.incent.csv'
    return Command([str(places.build / 'incent'), 'run', str(PLAN), '--data', str(data), '--out', str(ledger), '--quiet',
                    '--threads', str(case.threads)], str(ledger), places.seconds)


PROGRAMS = [
    Program(INCENT, 'reference', incent('reference'), bytes_per_row=170, profiled=True),
    Program('C++ by hand', 'reference', hand_written(), bytes_per_row=50),
    Program('C++ by hand, inexact doubles', 'reference', hand_written('--inexact'), bytes_per_row=50,
            expect_exact=False),
    Program('DuckDB, BIGINT cents', 'reference', duckdb('reference', '--arithmetic', 'bigint'), max_rows=10**7,
            bytes_per_row=180),
    Program('DuckDB, DECIMAL', 'reference', duckdb('reference', '--arithmetic', 'decimal'), max_rows=10**7,
            bytes_per_row=180),
    Program('Polars, Int64 cents', 'reference', python('polars_peer.py', 'reference'), max_rows=10**7,
            bytes_per_row=200),
    Program('pandas, int64 cents', 'reference', python('pandas_peer.py', 'reference'), max_rows=10**7, bytes_per_row=200,
            threaded=False),
    Program("Incent's reference interpreter", 'reference', incent('reference', '--engine', 'interp'),
            max_rows=10**6, bytes_per_row=400, threaded=False),
    Program('json-rules-engine', 'reference', json_rules, max_rows=10**4, bytes_per_row=100, threaded=False),

    Program('C++ by hand', 'kernel', hand_written('--kernel'), bytes_per_row=50, threaded=False),
    Program('C++ by hand, inexact doubles', 'kernel', hand_written('--kernel', '--inexact'), bytes_per_row=50,
            threaded=False, expect_exact=False),

    Program(INCENT, 'csv_read', incent('csv_read'), bytes_per_row=150),
    Program('DuckDB, read_csv', 'csv_read', duckdb('csv_read'), bytes_per_row=120),

    Program(INCENT, 'end_to_end', incent_run, bytes_per_row=300),
    Program('DuckDB, DECIMAL', 'end_to_end', duckdb('end_to_end'), bytes_per_row=250),

    Program(INCENT, 'compile', compiling('interp')),
    Program('Incent, with machine code', 'compile', compiling('jit')),
]


def example_program(plan, data, ledger):
    """`incent run` on an example's own data."""
    def start(places, case):
        ledger.parent.mkdir(parents=True, exist_ok=True)
        return Command([str(places.build / 'incent'), 'run', str(plan), '--data', str(data), '--out', str(ledger),
                        '--quiet', '--threads', str(case.threads)], '', places.seconds)
    return start
