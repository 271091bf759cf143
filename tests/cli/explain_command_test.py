"""incent explain: the tree, its JSON, what it is compared with, and questions that make no sense."""
import json
import unittest

import program


PARTS = """incent 1.0
data Rep { key id : text  quota : money USD }
data Deal { key year : text  key number : text  rep : Rep  won_on : date  amount : money USD }
plan p for Rep {
  effective 2026-01-01 until 2026-12-31
  currency USD
  pays monthly
  round 0.01 USD half up
  credit sales from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  pay c per sales = sales * 10%
}
"""

EVIL = """incent 1.0
data Rep { key id : text  name : text }
data Deal { key id : text  rep : Rep  won_on : date  amount : money USD  product : text }
plan p for Rep {
  effective 2026-01-01 until 2026-12-31
  currency USD
  pays monthly
  round 0.01 USD half up
  credit sales from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  pay q per sales { amount sales * 10%  when Deal.product != Rep.id and Rep.name == Deal.product or Deal.product != "" }
}
"""


class ExplainTest(program.Case):
    def explain(self, *arguments, expect=0):
        return self.run_incent('explain', 'sales.incent', *arguments, expect=expect)

    def test_a_payout_unfolds_to_its_rule_and_its_row(self):
        out, err = self.explain('--payee', 'r1', '--period', '2026-02')
        self.assertEqual('', err)
        for text in ('52.00', 'd2', 'Deal.csv', 'sales.incent', '6.5'):
            self.assertIn(text, out)

    def test_in_chinese(self):
        out, _ = self.explain('--payee', '王芳', '--period', '2026-03', '--lang', 'zh')
        self.assertIn('195.03', out)
        self.assertRegex(out, '[一-鿿]{2}')

    def test_json_obeys_the_schema(self):
        for arguments in (['--period', '2026-02'], ['--row', 'd2'], ['--period', '2026', '--pay', 'commission'], ['--period', '2026-06', '--pay', 'commission']):
            out, err = self.explain('--payee', 'r1', '--format', 'json', *arguments)
            self.assertEqual('', err)
            document = json.loads(out)
            self.assert_valid(document, 'explain')
            self.assertEqual(['commission'], [e['component'] for e in document['explanations']])

    def test_the_explanation_gives_the_value_of_the_ledger(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.jsonl')
        for line in map(json.loads, self.read('out.jsonl').splitlines()):
            out, _ = self.explain('--payee', line['participant'], '--pay', line['component'], '--period', line['period'], '--row', line['row'],
                                  '--format', 'json', '--ledger', 'out.jsonl')
            root = json.loads(out)['explanations'][0]['root']
            self.assertEqual(line['earned'], root['value']['value'])

    def test_an_equal_ledger_is_said_to_be_equal(self):
        for name in ('out.csv', 'out.jsonl'):
            self.run_incent('run', 'sales.incent', '--out', name)
            out, _ = self.explain('--payee', 'r1', '--period', '2026', '--ledger', name)
            self.assertIn('equal to the stored ledger: 3 lines', out)

    def test_a_ledger_that_differs_exits_1(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.write('out.csv', self.read('out.csv').replace('52.00,52.00', '52.01,52.01'))
        out, err = self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', 'out.csv', expect=1)
        self.assertIn('52.00', out)
        self.assertIn('error[E0652]: the stored ledger says paid 52.01 CNY for `commission, r1, 2026-02, d2`, the recomputation paid 52.00 CNY', err)

    def test_a_line_that_is_not_stored_exits_1(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.write('out.csv', ''.join(line for line in self.read('out.csv').splitlines(keepends=True) if ',d2,' not in line))
        _, err = self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', 'out.csv', expect=1)
        self.assertIn('error[E0653]', err)

    def test_a_payout_that_is_gone_exits_1(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.write('Deal.csv', self.read('Deal.csv').replace('d5,r1,2026-03-20', 'd5,r2,2026-03-20'))
        _, err = self.explain('--payee', 'r1', '--period', '2026-Q1', '--ledger', 'out.csv', expect=1)
        self.assertIn('error[E0654]: the stored ledger says paid 1.02 CNY for `commission, r1, 2026-03, d5`', err)
        self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', 'out.csv')

    def test_a_ledger_that_has_a_payout_twice_exits_1(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        header, *lines = self.read('out.csv').splitlines(keepends=True)
        self.write('out.csv', header + ''.join(lines + lines))
        _, err = self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', 'out.csv', expect=1)
        self.assertIn('error[E0673]: the stored ledger has 2 lines for `commission, r1, 2026-02, d2`', err)

    def test_a_file_that_is_no_ledger_exits_4(self):
        for name, text in (('Rep.csv', None), ('x.txt', 'x'), ('broken.csv', '"')):
            if text is not None:
                self.write(name, text)
            _, err = self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', name, expect=4)
            self.assertIn('error[E0651]', err)
        self.explain('--payee', 'r1', '--period', '2026-02', '--ledger', 'nowhere.csv', expect=4)

    def test_a_withheld_payout_explains_its_cause(self):
        self.write('Deal.csv', self.read('Deal.csv').replace('2000.00', '"secret 2,000"'))
        out, _ = self.explain('--payee', 'r2', '--period', '2026-02')
        self.assertIn('Deal.csv', out)
        self.assertNotIn('secret', out)
        out, _ = self.explain('--payee', 'r2', '--period', '2026-02', '--format', 'json')
        self.assert_valid(json.loads(out), 'explain')
        self.assertIn('"withheld"', out)

    def test_all_lines_of_the_ledger_are_explained_each_on_a_line(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.jsonl')
        ledger = [json.loads(line) for line in self.read('out.jsonl').splitlines()]
        out, _ = self.explain('--all', '--format', 'json')
        documents = [json.loads(line) for line in out.splitlines()]
        for document in documents:
            self.assert_valid(document, 'explain')
        self.assertEqual([line['earned'] for line in ledger],
                         [document['explanation']['root']['value']['value'] for document in documents])
        out, _ = self.explain('--all', '--payee', 'r1')
        self.assertEqual(sum(line['participant'] == 'r1' for line in ledger), len(out.split('\n\n')))

    def test_keys_of_several_parts_are_written_as_in_the_ledger(self):
        self.write('parts.incent', PARTS)
        self.write('Rep.csv', 'id,quota\nnorth,100.00\n')
        self.write('Deal.csv', 'year,number,rep,won_on,amount\n2026,1,north,2026-01-05,50.00\n2026,1,north,2026-01-06,1.00\n'
                               '2026,2,north,2026-01-07,x\n2026,3,north,2026-02-07,10.00\n')
        out = ''.join(self.run_incent('run', 'parts.incent', '--rejects', 'rejects.csv', '--out', 'out.csv', '--max-rejects', '9', expect=None))
        out += ''.join(self.run_incent('explain', 'parts.incent', '--payee', 'north', '--period', '2026-01', expect=None))
        out += ''.join(self.run_incent('explain', 'parts.incent', '--all', '--format', 'json', expect=None)) + self.read('rejects.csv')
        self.assertIn('2026/1', out)
        self.assertIn('2026/3', out)
        self.assertIn('2026/1', self.read('rejects.csv'))
        for separator in ('\x1f', '1f}', 'u001f'):
            self.assertNotIn(separator, out)

    def test_nothing_of_data_or_plan_steers_a_terminal(self):
        evil = 'x\x9b31m\u202eabc\u2066\x1b[31m'
        self.write('Rep.csv', f'id,name\n{evil},{evil}\n')
        self.write('Deal.csv', f'id,rep,won_on,amount,product\n{evil},{evil},2026-01-05,100.00,{evil}\n{evil}2,{evil}3,{evil},{evil},x\n')
        self.write('evil.incent', EVIL)
        for arguments in (['explain', '--payee', evil, '--period', '2026-01'], ['explain', '--payee', evil, '--row', evil],
                          ['explain', '--all'], ['explain', '--all', '--format', 'json'], ['explain', '--payee', evil + '9', '--row', 'd1'],
                          ['explain', '--payee', evil, '--row', evil, '--format', 'json'], ['run'], ['run', '--format', 'json'], ['check']):
            command, *options = arguments
            process = self.start(command, 'evil.incent', *options)
            for stream in process.communicate(timeout=60):
                shown = stream.decode('utf-8')
                for character in '\x9b\u202e\u2066\x1b':
                    self.assertNotIn(character, shown, f'{arguments}')

    def test_questions_that_make_no_sense_exit_3(self):
        for arguments, code in ((['--period', '2026-02'], 'E0904'), (['--payee', 'r1'], 'E0920'), (['--payee', 'r9', '--period', '2026-02'], 'E0916'),
                                (['--payee', 'r1', '--period', 'May'], 'E0905'), (['--payee', 'r1', '--period', '2026-02', '--pay', 'bonus'], 'E0914'),
                                (['--payee', 'r1', '--row', 'd9'], 'E0919'), (['--all', '--ledger', 'x.csv'], 'E0950')):
            out, err = self.explain(*arguments, expect=3)
            self.assertEqual('', out)
            self.assertIn(f'error[{code}]', err)

    def test_several_plans_need_a_name(self):
        text = self.read('sales.incent')
        start, end = text.index('plan sales'), text.index('test "')
        self.write('sales.incent', text[:end] + text[start:end].replace('plan sales', 'plan other'))
        _, err = self.explain('--payee', 'r1', '--period', '2026-02', expect=3)
        self.assertIn('error[E0912]', err)
        self.explain('--payee', 'r1', '--period', '2026-02', '--plan', 'other')
        self.write('sales.incent', text[:start])
        _, err = self.run_incent('explain', 'sales.incent', '--payee', 'r1', '--period', '2026-02', expect=3)
        self.assertIn('error[E0913]', err)


if __name__ == '__main__':
    unittest.main()
