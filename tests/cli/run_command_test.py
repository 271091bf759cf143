"""incent run: tables, ledgers, manifests, rejects and what happens when they cannot be written."""
import csv
import hashlib
import json
import os
import unittest

import program

BAD_DEALS = '''id,rep,won,amount,product,helper
d1,r1,2026-01-15,1000.00,core,
d2,r1,2026-02-15,"secret 1,000",core,
d3,r9,2026-02-16,10.00,core,
d4,r2,2026-02-30,10.00,core,
'''


class RunTest(program.Case):
    def ledger(self, name='out.csv'):
        with open(self.folder / name, encoding='utf-8', newline='') as file:
            return list(csv.DictReader(file))

    def manifest(self, name='out.manifest.json'):
        return json.loads(self.read(name))

    def test_the_table_lines_up_and_says_that_no_ledger_was_written(self):
        out, err = self.run_incent('run', 'sales.incent')
        self.assertEqual('', err)
        self.assertIn('  r1                     103.02\n', out)
        self.assertIn('  王芳                   195.03\n', out)
        self.assertIn('--out', out)
        self.assertEqual(['Deal.csv', 'Rep.csv', 'sales.incent'], self.names())

    def test_by_period_and_in_chinese(self):
        out, _ = self.run_incent('run', 'sales.incent', '--by', 'period', '--lang', 'zh')
        self.assertIn('  参与人  期间     commission (CNY)\n', out)
        self.assertIn('  王芳    2026-03            195.03\n', out)

    def test_quiet_says_nothing(self):
        self.assertEqual(('', ''), self.run_incent('run', 'sales.incent', '--quiet'))

    def test_ledgers_are_what_they_were(self):
        for name in ('ledger.csv', 'ledger.jsonl'):
            self.run_incent('run', 'sales.incent', '--out', name)
            expected = (program.SALES / f'expected_{name}').read_text(encoding='utf-8')
            self.assertEqual(expected, self.read(name))

    def test_json_lines_obey_the_schema_and_hold_the_same_as_csv(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.run_incent('run', 'sales.incent', '--out', 'out.jsonl')
        lines = [json.loads(line) for line in self.read('out.jsonl').splitlines()]
        for line in lines:
            self.assert_valid(line, 'ledger')
        self.assertEqual(self.ledger(), [{k: v or '' for k, v in line.items()} for line in lines])

    def test_the_manifest_obeys_the_schema_and_its_hashes_hold(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        manifest = self.manifest()
        self.assert_valid(manifest, 'manifest')
        for entry in [manifest['ledger'], manifest['rejects']['report'], *manifest['inputs'], *manifest['source']['sources']]:
            content = (self.folder / entry['file']).read_bytes()
            self.assertEqual(hashlib.sha256(content).hexdigest(), entry['sha256'])
            self.assertEqual(len(content), entry['bytes'])
        self.assertEqual(len(self.ledger()), manifest['ledger']['lines'])
        component = manifest['plans'][0]['components'][0]
        self.assertEqual(('376.05', '376.05', '0.00'), tuple(component[k] for k in ('earned', 'paid', 'balance')))
        self.assertEqual({'paid': len(self.ledger()), 'held': 0, 'withheld': 0}, component['lines'])

    def test_a_folder_gets_all_three_files(self):
        (self.folder / 'out').mkdir()
        for target in ('out', 'out/', 'new/'):
            self.run_incent('run', 'sales.incent', '--out', target)
            self.assertEqual(['ledger.csv', 'ledger.manifest.json', 'ledger.rejects.csv'],
                             sorted(os.listdir(self.folder / target)))

    def test_rejects_withhold_and_exit_1_but_the_ledger_is_written(self):
        self.write('Deal.csv', BAD_DEALS)
        out, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', expect=1)
        for code in ('E0603', 'E0605', 'E0610', 'E0645', 'E0702'):
            self.assertIn(f'error[{code}]', err)
        self.assertNotIn('secret', out + err)
        statuses = {row['row']: row['status'] for row in self.ledger()}
        self.assertEqual('paid', statuses['d1'])
        self.assertEqual('withheld', statuses['d2'])
        self.assertNotIn('d3', statuses)
        withheld = next(row for row in self.ledger() if row['row'] == 'd2')
        self.assertEqual(('', '', ''), (withheld['earned'], withheld['paid'], withheld['balance']))
        self.assertEqual('bad_cell', withheld['cause'])
        rejects = self.ledger('out.rejects.csv')
        self.assertEqual(['3', '4', '5'], sorted(row['line'] for row in rejects))
        self.assertIn('secret 1,000', [row['text'] for row in rejects])
        manifest = self.manifest()
        self.assert_valid(manifest, 'manifest')
        self.assertEqual((3, 1, 0), tuple(manifest['rejects'][k] for k in ('total', 'unplaced', 'allowed')))

    def test_allowed_rejects_that_withhold_nothing_exit_0(self):
        self.write('Deal.csv', BAD_DEALS.replace('"secret 1,000"', '10').replace('02-30', '02-28'))
        self.run_incent('run', 'sales.incent', '--max-rejects', '0', expect=1)
        _, err = self.run_incent('run', 'sales.incent', '--max-rejects', '1')
        self.assertIn('E0610', err)
        self.assertNotIn('E0645', err)
        for value in ('-1', 'many', '', '1.5'):
            _, err = self.run_incent('run', 'sales.incent', f'--max-rejects={value}', 'x' if not value else '--quiet', expect=3)
            self.assertIn('E0905' if value else 'E090', err)

    def test_messages_about_data_as_json(self):
        self.write('Deal.csv', BAD_DEALS)
        out, err = self.run_incent('run', 'sales.incent', '--format', 'json', '--lang', 'zh', expect=1)
        self.assertEqual('', err)
        document = json.loads(out)
        self.assert_valid(document, 'diagnostics')
        self.assertNotIn('secret', out)
        bad_number = next(d for d in document['diagnostics'] if d['code'] == 'E0603')
        self.assertEqual(('Deal.csv', {'line': 3, 'cell': 4}), (bad_number['file'], bad_number['record']))

    def test_data_may_lie_elsewhere(self):
        (self.folder / 'data').mkdir()
        os.rename(self.folder / 'Deal.csv', self.folder / 'data' / 'Deal.csv')
        _, err = self.run_incent('run', 'sales.incent', expect=4)
        self.assertIn('error[E0631]', err)
        self.run_incent('run', 'sales.incent', '--data', 'Deal=data/Deal.csv')
        os.rename(self.folder / 'Rep.csv', self.folder / 'data' / 'Rep.csv')
        self.run_incent('run', 'sales.incent', '--data', 'data')
        _, err = self.run_incent('run', 'sales.incent', '--data', 'data', '--data', 'Dael=x.csv', expect=3)
        self.assertIn('error[E0917]', err)
        self.assertIn('Rep, Deal', err)
        os.rename(self.folder / 'data' / 'Deal.csv', self.folder / 'data' / 'Deal.xlsx')
        _, err = self.run_incent('run', 'sales.incent', '--data', 'data', '--data', 'Deal=data/Deal.xlsx', expect=4)
        self.assertIn('error[E0632]', err)

    def test_gb18030_is_read_where_it_is_said(self):
        text = self.read('Rep.csv')
        (self.folder / 'Rep.csv').write_bytes(text.encode('gb18030'))
        (self.folder / 'Deal.csv').write_bytes(self.read('Deal.csv').encode('gb18030'))
        _, err = self.run_incent('run', 'sales.incent', expect=1)
        self.assertIn('error[E0613]', err)
        out, _ = self.run_incent('run', 'sales.incent', '--encoding', 'gb18030')
        self.assertIn('王芳', out)

    def test_plans_are_chosen_by_name(self):
        self.run_incent('run', 'sales.incent', '--plan', 'sales')
        _, err = self.run_incent('run', 'sales.incent', '--plan', 'sale', expect=3)
        self.assertIn('error[E0911]', err)

    def test_the_ledger_alone_on_standard_output(self):
        out, err = self.run_incent('run', 'sales.incent', '--out', '-', '--quiet')
        self.assertEqual('', err)
        self.assertEqual((program.SALES / 'expected_ledger.csv').read_text(encoding='utf-8'), out)
        self.assertEqual(['Deal.csv', 'Rep.csv', 'sales.incent'], self.names())

    def test_a_device_may_be_named_by_a_link(self):
        out, err = self.run_incent('run', 'sales.incent', '--out', '/dev/stdout', '--quiet')
        self.assertEqual('', err)
        self.assertEqual((program.SALES / 'expected_ledger.csv').read_text(encoding='utf-8'), out)

    def test_outputs_never_overwrite_inputs(self):
        before = self.read('Deal.csv')
        for arguments in (['--out', 'Deal.csv'], ['--rejects', './Rep.csv'], ['--out', 'x.csv', '--rejects', 'sales.incent']):
            _, err = self.run_incent('run', 'sales.incent', *arguments, expect=3)
            self.assertIn('error[E0921]', err)
        self.assertEqual(before, self.read('Deal.csv'))

    def test_imports_are_inputs_too(self):
        data, plan = self.read('sales.incent').split('plan sales', 1)
        self.write('data.incent', data)
        self.write('whole.incent', 'incent 1.0\nuse "data.incent"\nplan sales' + plan)
        self.run_incent('run', 'whole.incent', '--rejects', 'rejects.csv')
        _, err = self.run_incent('run', 'whole.incent', '--rejects', 'data.incent', expect=3)
        self.assertIn('error[E0921]', err)
        self.assertEqual(data, self.read('data.incent'))

    def test_no_two_outputs_are_one_file(self):
        (self.folder / 'sub').mkdir()
        self.write('out.csv', 'old')
        os.link(self.folder / 'out.csv', self.folder / 'hard.csv')
        os.symlink('out.csv', self.folder / 'soft.csv')
        os.symlink('.', self.folder / 'here')
        cases = [['--out', 'out.csv', '--rejects', name] for name in ('out.csv', './sub/../out.csv', 'here/out.csv', 'hard.csv', 'soft.csv',
                                                                      'out.manifest.json')]
        cases += [['--out', 'fresh.csv', '--rejects', name] for name in ('fresh.csv', './fresh.csv', 'here/fresh.csv')]
        cases += [['--out', 'new/', '--rejects', 'new/ledger.csv'], ['--out', 'new/', '--rejects', 'sub/../new/ledger.csv']]
        for arguments in cases:
            _, err = self.run_incent('run', 'sales.incent', *arguments, expect=3)
            self.assertIn('error[E0923]: the ', err, arguments)
        self.assertEqual('old', self.read('out.csv'))
        self.assertEqual([], [name for name in self.names() if name in ('fresh.csv', 'new', 'out.manifest.json')])
        self.run_incent('run', 'sales.incent', '--out', '/dev/null', '--rejects', '/dev/null')

    def test_standard_output_is_an_output(self):
        for arguments in (['--out', '-', '--rejects', 'table.csv'], ['--out', 'table.csv'], ['--rejects', 'table.csv']):
            with open(self.folder / 'table.csv', 'wb') as table:
                _, err = self.run_incent('run', 'sales.incent', *arguments, stdout=table, expect=3)
            self.assertIn('and standard output are the same file', err)
        _, err = self.run_incent('run', 'sales.incent', '--out', '-', '--rejects', '/dev/stdout', expect=3)
        self.assertIn('error[E0923]', err)
        _, err = self.run_incent('run', 'sales.incent', '--rejects', '-', expect=3)
        self.assertIn('error[E0905]', err)
        self.assertNotIn('-', self.names())

    def test_two_files_for_one_dataset_are_an_error(self):
        self.write('Deal.jsonl', '')
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', expect=4)
        self.assertIn('error[E0671]: both Deal.csv and Deal.jsonl could be the data of `Deal`', err)
        self.run_incent('run', 'sales.incent', '--data', 'Deal=Deal.csv', '--out', 'out.csv')

    def test_the_format_goes_by_the_extension(self):
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.txt', expect=3)
        self.assertIn('error[E0918]', err)


if __name__ == '__main__':
    unittest.main()
