"""The goals that the project has set itself, against what was measured: missed ones are told first."""
import dataclasses

from comparison.report import power, short, table, threads_word
from comparison.results import INCENT, ratio

HAND, INEXACT = 'C++ by hand', 'C++ by hand, inexact doubles'


@dataclasses.dataclass(frozen=True)
class Goal:
    """Times of two programs in one case, `slow` over `fast`; `at_least` is wanted, or at most `at_most`."""
    task: str
    slow: str
    fast: str
    at_least: float | None = None
    at_most: float | None = None
    order: str = ''       # any
    one_thread: bool = False  # else the most threads that were measured
    per_row_of: tuple = ()    # (larger rows, smaller rows): time per row of `slow` itself, between two sizes

    def wanted(self):
        return f'at least {self.at_least:g}×' if self.at_least else f'at most {self.at_most:g}×'

    def is_reached(self, value):
        return value >= self.at_least if self.at_least else value <= self.at_most


GOALS = [
    Goal('reference', 'DuckDB, DECIMAL', INCENT, at_least=40, order='random'),
    Goal('reference', 'DuckDB, BIGINT cents', INCENT, at_least=20, order='random'),
    Goal('reference', 'Polars, Int64 cents', INCENT, at_least=40, order='random'),
    Goal('reference', INCENT, HAND, at_most=1.5, order='random'),
    Goal('reference', 'DuckDB, DECIMAL', INCENT, at_least=130, order='sorted'),
    Goal('reference', 'DuckDB, BIGINT cents', INCENT, at_least=70, order='sorted'),
    Goal('reference', INCENT, HAND, at_most=1.6, order='sorted'),
    Goal('reference', 'json-rules-engine', INCENT, at_least=1000, order='random', one_thread=True),
    Goal('kernel', HAND, INEXACT, at_most=1.2),
    Goal('csv_read', 'DuckDB, read_csv', INCENT, at_least=4, one_thread=True),
    Goal('reference', INCENT, INCENT, at_most=4, order='random', one_thread=True, per_row_of=(10**8, 10**6)),
    Goal('reference', INCENT, INCENT, at_most=3, order='sorted', one_thread=True, per_row_of=(10**8, 10**6)),
    Goal('compile', INCENT, INCENT, at_most=1.2, per_row_of=(5000, 500)),
    Goal('compile', 'Incent, with machine code', 'Incent, with machine code', at_most=1.2, per_row_of=(2000, 200)),
]


def value_of(goal, measurements):
    """(value, case) at the largest size where both programs were timed; None if there is none."""
    chosen = [m for m in measurements if m.case.task == goal.task and m.timed()
              and (not goal.order or m.case.order == goal.order)]
    threads = {m.case.threads for m in chosen}
    if not threads:
        return None
    wanted = 1 if goal.one_thread else max(threads)
    chosen = [m for m in chosen if m.case.threads == wanted]
    if goal.per_row_of:
        sizes = {m.case.rows: m for m in chosen if m.program == goal.slow}
        if not set(goal.per_row_of) <= set(sizes):
            return None
        large, small = (sizes[rows] for rows in goal.per_row_of)
        return large.ns_per_row() / small.ns_per_row(), large.case
    fast = {m.case: m for m in chosen if m.program == goal.fast}
    both = [(m, fast[m.case]) for m in chosen if m.program == goal.slow and m.case in fast]
    if not both:
        return None
    slow, base = max(both, key=lambda pair: pair[0].case.rows)
    return ratio(slow, base), slow.case


def subject(goal):
    if goal.per_row_of:
        large, small = goal.per_row_of
        return f'{goal.slow}: time per row at {power(large)} rows over {power(small)}'
    return f'{goal.slow} over {goal.fast}'


def render(measurements):
    """A table of the goals that were measured, the missed ones first; how many were not is one line."""
    rows = []
    for goal in GOALS:
        found = value_of(goal, measurements)
        if found is None:
            continue
        value, case = found
        is_reached = goal.is_reached(value)
        bound = goal.at_least or goal.at_most
        missed_by = max(bound / value, value / bound)
        rows.append((int(is_reached),
                     [goal.task, subject(goal),
                      f'{power(case.rows)}, {case.order}, {threads_word(case.threads)}', goal.wanted(), f'{short(value)}×',
                      'yes' if is_reached else f'no, by a factor of {missed_by:.2f}']))
    rows.sort(key=lambda row: row[0])
    parts = ['### Goals']
    if rows:
        parts.append(table(['task', 'time of … over …', 'at', 'goal', 'measured', 'reached'], [cells for _, cells in rows]))
    if len(rows) < len(GOALS):
        parts.append(f'{len(GOALS) - len(rows)} of {len(GOALS)} goals were not measured in this run.')
    return '\n\n'.join(part.strip() for part in parts) + '\n'
