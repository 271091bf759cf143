"""Equal plans and data give equal bytes, whatever the order of rows. Locale and time zone: locale_test.py."""
import random
import unittest

import program


class DeterminismTest(program.Case):
    def bytes_of_a_run(self, env=None):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv', env=env)
        return {name: (self.folder / name).read_bytes() for name in ('out.csv', 'out.rejects.csv', 'out.manifest.json')}

    def test_the_language_of_messages_does_not_show_in_files(self):
        expected = self.bytes_of_a_run()
        self.assertEqual(expected, self.bytes_of_a_run({'INCENT_LANG': 'zh'}))

    def test_the_order_of_rows_does_not_show_in_the_ledger(self):
        expected = self.bytes_of_a_run()['out.csv']
        generator = random.Random(7)
        for _ in range(5):
            for name in ('Rep.csv', 'Deal.csv'):
                header, *rows = self.read(name).splitlines(keepends=True)
                generator.shuffle(rows)
                self.write(name, header + ''.join(rows))
            self.assertEqual(expected, self.bytes_of_a_run()['out.csv'])

    def test_the_engine_and_its_threads_do_not_show(self):
        self.require_machine_code()
        expected = self.bytes_of_a_run()
        for options in (('--engine', 'interp'), ('--engine', 'jit'), ('--engine', 'jit', '--threads', '3')):
            self.run_incent('run', 'sales.incent', '--out', 'out.csv', *options)
            self.assertEqual(expected['out.csv'], (self.folder / 'out.csv').read_bytes())

    def test_threads_share_out_a_long_ledger(self):
        reps = [row.split(',')[0] for row in self.read('Rep.csv').splitlines()[1:]]
        header = self.read('Deal.csv').splitlines()[0].split(',')
        cells = {'won': lambda k: f'2026-{k % 12 + 1:02}-{k % 28 + 1:02}', 'amount': lambda k: f'{100 + k}.{k % 100:02}',
                 'product': lambda k: ('core', 'cloud')[k % 2], 'rep': lambda k: reps[k * k % len(reps)],
                 'id': lambda k: f'x{k * 7919 % 30_000}'}
        rows = (','.join(cells.get(name, lambda k: '')(k) for name in header) for k in range(30_000))
        self.write('Deal.csv', '\n'.join([','.join(header), *rows, '']))
        made = []
        for threads in ('1', '3'):
            self.run_incent('run', 'sales.incent', '--out', 'out.csv', '--threads', threads)
            made.append((self.folder / 'out.csv').read_bytes())
        self.assertGreater(made[0].count(b'\n'), 25_000)
        self.assertEqual(made[0], made[1])

    def test_engines_and_threads_that_are_none(self):
        for option, value in (('--engine', 'gpu'), ('--threads', '0'), ('--threads', 'two')):
            _, err = self.run_incent('run', 'sales.incent', option, value, expect=3)
            self.assertIn('E0905', err)

    def test_running_twice_changes_nothing(self):
        self.assertEqual(self.bytes_of_a_run(), self.bytes_of_a_run())


if __name__ == '__main__':
    unittest.main()
