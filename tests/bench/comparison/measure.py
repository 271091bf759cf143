"""Runs the programs of one case: first each computes once and is checked, then all are timed in turns."""
from comparison.process import Failed, ledger_totals
from comparison.results import Measurement

# A program whose first run took longer takes part in fewer rounds.
SLOW_SECONDS, VERY_SLOW_SECONDS = 20, 90
SLOW_ROUNDS, VERY_SLOW_ROUNDS = 3, 1
# How the problems begin that only say that a case is too large.
TOO_SLOW, TOO_LARGE = LEFT_OUT = 'too slow beyond', 'would need about'


def is_exact(totals, expected):
    """Whether every total that the program gives is the expected one; a ledger is summed here."""
    if 'ledger' in totals:
        totals = ledger_totals(totals['ledger'])
    return all(totals[name] == expected[name] for name in totals)


def available_bytes():
    with open('/proc/meminfo', encoding='ascii') as file:
        for line in file:
            if line.startswith('MemAvailable:'):
                return int(line.split()[1]) * 1024
    return 0


def rounds_of(first_ns, rounds):
    seconds = first_ns / 1e9
    if seconds > VERY_SLOW_SECONDS:
        return min(rounds, VERY_SLOW_ROUNDS)
    return min(rounds, SLOW_ROUNDS) if seconds > SLOW_SECONDS else rounds


class Runner:
    """Measures cases. `rounds` 0: only checks."""

    def __init__(self, places, rounds, versions):
        self.places = places
        self.rounds = rounds
        self.versions = versions  # by program, filled in here

    def measure(self, case, programs, expected):
        """A measurement per program, those that cannot take part included."""
        measurements, ready = [], []
        for program in programs:
            measurement = Measurement(case, program.name)
            measurements.append(measurement)
            needed = program.bytes_per_row * case.rows
            if case.rows > program.max_rows:
                measurement.problem = f'{TOO_SLOW} {program.max_rows:,}'
            elif needed > 0.85 * available_bytes():
                measurement.problem = f'{TOO_LARGE} {needed / 2**30:.0f} GiB of memory'
            else:
                ready.append((program, measurement))
        together = sum(program.bytes_per_row for program, _ in ready) * case.rows < 0.6 * available_bytes()
        for group in [ready] if together else [[one] for one in ready]:
            self._measure_together(case, group, expected)
        return measurements

    def _measure_together(self, case, group, expected):
        started = []
        try:
            for program, measurement in group:
                process = self._start(program, measurement, case, expected)
                if process is not None:
                    started.append((process, measurement))
            for number in range(self.rounds):
                # Whoever comes first has the emptiest caches and the coolest processor: take turns.
                shift = number % max(1, len(started))
                for process, measurement in started[shift:] + started[:shift]:
                    self._run_once(process, measurement, number)
            profiled = {program.name for program, _ in group if program.profiled and self.rounds > 0}
            for process, measurement in started:
                if measurement.program in profiled and not measurement.problem:
                    measurement.profile = process.profile()
                    measurement.memory = process.memory()
        finally:
            for process, _ in started:
                process.stop()

    def _start(self, program, measurement, case, expected):
        """A process that has computed once and is right; None, with the reason, if there is none."""
        process = None
        try:
            process = program.start(self.places, case)
            self.versions.setdefault(program.name, process.version)
            first = process.run()
            totals = process.totals()
            measurement.exact = is_exact(totals, expected) if totals else None
            if measurement.exact is not False or not program.expect_exact:
                measurement.rounds = rounds_of(first, self.rounds)
                return process
            measurement.problem = 'its totals are wrong'
        except Failed as failure:
            measurement.problem = str(failure)
        if process is not None:
            process.stop()
        return None

    @staticmethod
    def _run_once(process, measurement, number):
        if number >= measurement.rounds or measurement.problem:
            measurement.times.append(None)
            return
        try:
            measurement.times.append(process.run())
        except Failed as failure:
            measurement.times.append(None)
            measurement.problem = str(failure)
