"""What tests/bench/compare makes of measurements: ratios, absent programs, pages and pictures."""
import contextlib
import importlib.machinery
import importlib.util
import io
import json
import pathlib
import sys
import unittest
import unittest.mock
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

# pylint: disable=wrong-import-position
from comparison import chart, goals, measure, page, process, report, results
from comparison.programs import Places, Program
from comparison.results import INCENT, Case, Measurement

def load_program():
    """The program `compare` as a module: its file has no ending."""
    path = pathlib.Path(__file__).resolve().parent / 'compare'
    loader = importlib.machinery.SourceFileLoader('compare', str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('compare', loader))
    loader.exec_module(module)
    return module


compare = load_program()
CASE = Case('reference', 1000, 'random', 2)


def measured(program, *times, case=CASE, exact=True):
    return Measurement(case, program, list(times), exact)


def worker(answers):
    """A program in one line of Python that answers every word with the next of `answers`."""
    lines = [json.dumps(answer) for answer in answers]
    script = f'import sys\nlines = iter({lines!r})\nprint(next(lines), flush=True)\n' \
             'for _ in sys.stdin: print(next(lines), flush=True)'
    return lambda places, case: process.Worker([sys.executable, '-c', script], {}, 60)


class ArgumentsTest(unittest.TestCase):
    def parsed(self, *arguments):
        with unittest.mock.patch.object(sys, 'argv', ['compare', *arguments]):
            return compare.parse_arguments()

    def test_both_orders_are_asked_for_as_the_help_says(self):
        self.assertEqual(self.parsed('--order', 'both').order, ['random', 'sorted'])
        self.assertEqual(self.parsed().order, ['random', 'sorted'])
        self.assertEqual(self.parsed('--order', 'sorted').order, ['sorted'])

    def test_what_it_does_not_know_is_refused_and_not_left_empty(self):
        for arguments in (['--order', 'reversed'], ['--tasks', 'kernel,nothing']):
            with self.assertRaises(SystemExit), contextlib.redirect_stderr(io.StringIO()) as said:
                self.parsed(*arguments)
            self.assertIn('none of', said.getvalue())


class RatioTest(unittest.TestCase):
    def test_is_the_median_of_the_rounds_ratios(self):
        incent = measured(INCENT, 100, 200, 400)
        peer = measured('Peer', 1000, 1000, 1000)
        self.assertEqual(results.ratio(peer, incent), 5)

    def test_takes_only_rounds_that_both_were_in(self):
        incent = measured(INCENT, 100, 100, 100)
        peer = measured('Peer', 300, None, None)
        self.assertEqual(results.ratio(peer, incent), 3)

    def test_falls_back_to_medians_where_no_round_was_shared(self):
        self.assertEqual(results.ratio(measured('Peer', None, 600), measured(INCENT, 200, None)), 3)

    def test_there_is_none_without_incent_or_without_times(self):
        self.assertIsNone(results.ratio(measured('Peer', 100), None))
        self.assertIsNone(results.ratio(measured('Peer'), measured(INCENT, 100)))

    def test_compares_within_a_case_only(self):
        other = Case('reference', 1000, 'sorted', 2)
        pairs = results.with_ratios([measured(INCENT, 100), measured('Peer', 900, case=other)])
        self.assertIsNone(pairs[1][1])


class ResultsTest(unittest.TestCase):
    def test_have_the_eight_members_and_absent_programs_have_nulls(self):
        absent = Measurement(CASE, 'Peer', problem='not installed')
        objects = results.to_json([measured(INCENT, 5000, 7000, 6000), absent])
        self.assertEqual(objects[0], {'task': 'reference', 'rows': 1000, 'order': 'random', 'threads': 2,
                                      'program': INCENT, 'median_ns_per_row': 6.0, 'ratio_to_incent': 1.0,
                                      'exact': True})
        self.assertEqual(objects[1]['program'], 'Peer')
        self.assertIsNone(objects[1]['median_ns_per_row'])
        self.assertIsNone(objects[1]['exact'])


class ReportTest(unittest.TestCase):
    def setUp(self):
        absent = Measurement(CASE, 'Polars', problem="No module named 'polars'")
        self.measurements = [measured(INCENT, 5000, 5000), measured('DuckDB', 200_000, 250_000), absent]
        self.text = report.render(self.measurements, 'a machine', {'DuckDB': '9.9'}, 2, '2026-01-01', '')

    def test_shows_time_and_ratio(self):
        self.assertIn('| DuckDB | 225 (45.0×) [2] | yes |', self.text)

    def test_lists_absent_programs_with_the_reason(self):
        self.assertIn('| Polars | – | – |', self.text)
        self.assertIn("| Polars | reference | 10^3 | No module named 'polars' |", self.text)

    def test_names_machine_and_versions(self):
        self.assertIn('Machine: a machine.', self.text)
        self.assertIn('DuckDB 9.9', self.text)

    def test_growth_is_the_slope_of_logarithms(self):
        self.assertAlmostEqual(report.slope([(10, 5), (100, 50), (1000, 500)]), 1)
        self.assertAlmostEqual(report.slope([(10, 1), (100, 100), (1000, 10000)]), 2)

    def test_numbers_have_three_digits(self):
        self.assertEqual([report.short(x) for x in (0.01234, 1.234, 12.34, 123.4, 12345)],
                         ['0.0123', '1.23', '12.3', '123', '12,345'])


class GoalsTest(unittest.TestCase):
    LARGE = Case('reference', 10**6, 'random', 2)

    def row(self, words, *measurements):
        return next(line for line in goals.render(list(measurements)).splitlines() if words in line and 'random' in line)

    def test_a_missed_goal_says_by_how_much(self):
        row = self.row('DuckDB, DECIMAL over Incent', measured(INCENT, 100), measured('DuckDB, DECIMAL', 2000))
        self.assertIn('| at least 40× | 20.0× | no, by a factor of 2.00 |', row)

    def test_counts_at_the_largest_size_of_both(self):
        row = self.row('DuckDB, DECIMAL over Incent', measured(INCENT, 100), measured('DuckDB, DECIMAL', 2000),
                       measured(INCENT, 100, case=self.LARGE), measured('DuckDB, DECIMAL', 5000, case=self.LARGE))
        self.assertIn('10^6, random, 2 threads | at least 40× | 50.0× | yes |', row)

    def test_counts_goals_that_were_not_measured_and_shows_no_row_of_them(self):
        number = len(goals.GOALS)
        self.assertEqual(goals.render([]), f'### Goals\n\n{number} of {number} goals were not measured in this run.\n')
        some = goals.render([measured(goals.HAND, 100), measured(INCENT, 150)])
        self.assertEqual(some.count('–'), 0)
        self.assertEqual(some.count('\n| reference |'), 1)
        self.assertIn(f'{number - 1} of {number} goals were not measured', some)


class ProfileTest(unittest.TestCase):
    def test_shows_nanoseconds_per_row_by_stage(self):
        incent = measured(INCENT, 5000)
        incent.profile = {'credit': 2000, 'payout': 500}
        text = report.profile_section([incent])
        self.assertIn('| credit | 2.00 |', text)
        self.assertIn('| sum | 2.50 |', text)


class MemoryTest(unittest.TestCase):
    def test_compares_the_peak_with_what_is_needed(self):
        incent = measured(INCENT, 5000)
        incent.memory = {'input': 40 * CASE.rows, 'results': 10 * CASE.rows, 'groups': 0, 'raised': 35 * CASE.rows}
        self.assertIn('| 40.0 | 10.0 | 1.50 |', report.memory_section([incent]))

    def test_says_nothing_where_the_system_does_not_tell(self):
        incent = measured(INCENT, 5000)
        incent.memory = {'input': 1, 'results': 1, 'groups': 0, 'raised': -1}
        self.assertEqual(report.memory_section([incent]), '')


class ChartTest(unittest.TestCase):
    def test_is_well_formed_and_has_a_bar_for_every_timed_program(self):
        measurements = [measured(INCENT, 5000), measured('A & B', 200_000), Measurement(CASE, 'absent', problem='x')]
        root = xml.etree.ElementTree.fromstring(chart.render(measurements))
        space = '{http://www.w3.org/2000/svg}'
        self.assertEqual(len(root.findall(space + 'rect')), 3)  # the ground, two bars
        self.assertIn('A & B', [element.text for element in root.findall(space + 'text')])

    def test_a_longer_time_has_a_longer_bar(self):
        root = xml.etree.ElementTree.fromstring(chart.render([measured(INCENT, 5000), measured('Peer', 50_000)]))
        widths = [float(r.get('width')) for r in root.findall('{http://www.w3.org/2000/svg}rect')[1:]]
        self.assertLess(widths[0], widths[1])


class PageTest(unittest.TestCase):
    def test_replaces_what_is_between_the_marks_and_nothing_else(self):
        old = f'before\n{page.BEGIN}\nold\n{page.END}\nafter\n'
        new = page.replace_measured(old, 'new')
        self.assertEqual(new, f'before\n{page.BEGIN}\n\nnew\n\n{page.END}\nafter\n')
        self.assertEqual(page.replace_measured(new, 'new'), new)

    def test_refuses_a_page_without_marks(self):
        with self.assertRaises(ValueError):
            page.replace_measured('no marks', 'new')


class RunnerTest(unittest.TestCase):
    EXPECTED = {'commission': 7, 'payout': 3}

    def measure(self, start, **more):
        program = Program('Peer', 'reference', start, **more)
        runner = measure.Runner(Places(pathlib.Path('.'), pathlib.Path('.')), 2, {})
        return runner.measure(CASE, [program], self.EXPECTED)[0]

    def test_times_a_program_whose_totals_are_right(self):
        found = self.measure(worker([{'version': '1'}, {'ns': 9}, self.EXPECTED, {'ns': 5}, {'ns': 6}]))
        self.assertEqual((found.exact, found.times, found.problem), (True, [5, 6], ''))

    def test_does_not_time_a_program_whose_totals_are_wrong(self):
        found = self.measure(worker([{'version': '1'}, {'ns': 9}, {'commission': 8, 'payout': 3}]))
        self.assertEqual((found.exact, found.times, found.problem), (False, [], 'its totals are wrong'))

    def test_times_and_marks_one_that_is_inexact_on_purpose(self):
        answers = [{'version': '1'}, {'ns': 9}, {'commission': 8, 'payout': 3}, {'ns': 5}, {'ns': 6}]
        found = self.measure(worker(answers), expect_exact=False)
        self.assertEqual((found.exact, found.times), (False, [5, 6]))

    def test_lists_a_program_that_is_not_installed(self):
        found = self.measure(lambda places, case: process.Worker(['/no/such/program'], {}, 60))
        self.assertEqual(found.times, [])
        self.assertIn('No such file', found.problem)

    def test_gives_the_last_error_of_a_program_that_ends(self):
        script = "import sys; sys.exit('SomeError: it is not here')"
        found = self.measure(lambda places, case: process.Worker([sys.executable, '-c', script], {}, 60))
        self.assertEqual(found.problem, 'SomeError: it is not here')

    def test_lists_a_program_that_is_too_slow_for_the_size(self):
        found = self.measure(worker([]), max_rows=10)
        self.assertEqual((found.times, found.problem), ([], 'too slow beyond 10'))

    def test_slow_programs_have_fewer_rounds(self):
        self.assertEqual([measure.rounds_of(seconds * 10**9, 5) for seconds in (1, 30, 100)], [5, 3, 1])


unittest.main()
