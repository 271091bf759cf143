"""What a comparison measures, and the ratios that follow."""
import dataclasses
import statistics

INCENT = 'Incent'


@dataclasses.dataclass(frozen=True)
class Case:
    """One thing that several programs do, of one size."""
    task: str
    rows: int
    order: str = 'random'
    threads: int = 1


@dataclasses.dataclass
class Measurement:
    """One program in one case. Nothing was timed where `problem` says why."""
    case: Case
    program: str
    times: list = dataclasses.field(default_factory=list)  # nanoseconds, by round; None: left out of that round
    exact: bool | None = None  # None: never computed anything
    problem: str = ''
    rounds: int = 0  # in which it takes part
    profile: dict = dataclasses.field(default_factory=dict)  # nanoseconds by stage, where the program can tell
    memory: dict = dataclasses.field(default_factory=dict)  # see Worker.memory

    def timed(self):
        return [time for time in self.times if time is not None]

    def median(self):
        return statistics.median(self.timed()) if self.timed() else None

    def ns_per_row(self):
        return self.median() / self.case.rows if self.timed() else None


def ratio(measurement, incent):
    """How many times as long as Incent; the median over the rounds that both were in."""
    if incent is None or not measurement.timed() or not incent.timed():
        return None
    pairs = [(own, base) for own, base in zip(measurement.times, incent.times) if own is not None and base is not None]
    if pairs:
        return statistics.median(own / base for own, base in pairs)
    return measurement.median() / incent.median()


def with_ratios(measurements):
    """[(measurement, ratio to Incent in the same case or None)]."""
    incent = {m.case: m for m in measurements if m.program == INCENT}
    return [(m, ratio(m, incent.get(m.case))) for m in measurements]


def to_json(measurements):
    """The objects of results.json."""
    def rounded(value, digits):
        return None if value is None else round(value, digits)

    return [{'task': m.case.task, 'rows': m.case.rows, 'order': m.case.order, 'threads': m.case.threads,
             'program': m.program, 'median_ns_per_row': rounded(m.ns_per_row(), 3),
             'ratio_to_incent': rounded(r, 3), 'exact': m.exact}
            for m, r in with_ratios(measurements)]

