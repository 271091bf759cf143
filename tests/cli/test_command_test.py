"""incent test: counts, failures, exit codes."""
import json
import unittest

import program


class TestCommandTest(program.Case):
    def break_plan(self):
        self.write('sales.incent', self.read('sales.incent').replace('== 52 CNY', '== 52.01 CNY'))

    def test_passing_tests_exit_0(self):
        out, err = self.run_incent('test', 'sales.incent')
        self.assertEqual('', err)
        self.assertIn('ok   a deal alone and a deal shared', out)
        self.assertIn('tests: 1 passed, 0 failed; expectations: 3', out)

    def test_a_failure_shows_both_sides_with_a_caret_and_in_a_table(self):
        self.break_plan()
        out, err = self.run_incent('test', 'sales.incent', expect=1)
        self.assertIn('FAIL a deal alone and a deal shared', out)
        self.assertIn('error[E0801]: test "a deal alone and a deal shared": expected 52.01 CNY, got 52.00 CNY', err)
        self.assertIn('^^^^', err)
        self.assertRegex(out, r'commission\("r1", 2026-02\) == 52\.01 CNY +52\.01 CNY +52\.00 CNY')

    def test_failures_in_chinese(self):
        self.break_plan()
        out, err = self.run_incent('test', 'sales.incent', '--lang', 'zh', expect=1)
        self.assertIn('失败 a deal alone', out)
        self.assertIn('预期 52.01 CNY，实际 52.00 CNY', err)

    def test_failures_as_json(self):
        self.break_plan()
        out, _ = self.run_incent('test', 'sales.incent', '--format', 'json', expect=1)
        document = json.loads(out)
        self.assert_valid(document, 'diagnostics')
        self.assertEqual(['E0801'], [d['code'] for d in document['diagnostics'] if d['severity'] == 'error'])
        (test,) = document['tests']
        self.assertEqual(('a deal alone and a deal shared', 'sales.incent', 'failed'),
                         (test['name'], test['file'], test['outcome']))
        self.assertEqual(['passed', 'failed'], sorted({e['outcome'] for e in test['expectations']}, reverse=True))
        wrong = [e for e in test['expectations'] if e['outcome'] == 'failed']
        self.assertEqual([('52.01 CNY', '52.00 CNY')], [(e['expected'], e['actual']) for e in wrong])
        lines = self.read('sales.incent').split('\n')
        self.assertIn('52.01 CNY', lines[wrong[0]['line'] - 1])
        self.assertIn('test "a deal alone', lines[test['line'] - 1])

    def test_every_test_is_listed_as_json_and_both_engines_agree(self):
        seen = []
        for engine in ('interp', 'jit'):
            out, _ = self.run_incent('test', 'sales.incent', '--format', 'json', '--engine', engine)
            document = json.loads(out)
            self.assert_valid(document, 'diagnostics')
            (test,) = document['tests']
            self.assertEqual(engine, test.pop('engine'))
            self.assertGreaterEqual(test.pop('microseconds'), 0)
            self.assertEqual(3, len(test['expectations']))
            seen.append(test)
        self.assertEqual(seen[0], seen[1])

    def test_tests_are_chosen_by_their_names(self):
        out, err = self.run_incent('test', 'sales.incent', '--run', 'nothing like this')
        self.assertIn('0 passed', out)
        self.assertIn('warning[W0805]', err)

    def test_a_plan_that_is_not_there_exits_4(self):
        self.run_incent('test', 'nothing.incent', expect=4)


if __name__ == '__main__':
    unittest.main()
