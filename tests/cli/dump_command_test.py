"""incent dump: what a plan needs, and what becomes of it."""
import unittest

import program


class DumpTest(program.Case):
    def test_the_schema_lists_files_and_columns(self):
        for arguments in ([], ['--schema']):
            out, err = self.run_incent('dump', 'sales.incent', *arguments)
            self.assertEqual('', err)
            self.assertIn('Deal: Deal.csv or Deal.jsonl\n', out)
            self.assertRegex(out, r'  amount +CNY, up to 2 decimals')
            self.assertRegex(out, r'  product +core \| cloud')
        out, _ = self.run_incent('dump', 'sales.incent', '--lang', 'zh')
        self.assertIn('最多 2 位小数', out)

    def test_tokens_have_places_and_kinds(self):
        out, _ = self.run_incent('dump', 'sales.incent', '--tokens')
        self.assertRegex(out, r'\n  3:1 +keyword data +data\n  3:6 +token +Rep\n')

    def test_the_tree_prints_as_a_plan_in_either_language(self):
        out, _ = self.run_incent('dump', 'sales.incent', '--ast')
        self.write('again.incent', out)
        self.run_incent('test', 'again.incent')
        chinese, _ = self.run_incent('dump', 'sales.incent', '--ast', '--lang', 'zh')
        self.assertIn('方案 sales', chinese)
        self.write('again.incent', chinese)
        self.assertEqual(out, self.run_incent('dump', 'again.incent', '--ast')[0])

    def test_the_ir_is_its_text_form(self):
        out, _ = self.run_incent('dump', 'sales.incent', '--ir')
        self.assertTrue(out.startswith('module sales ir 1\n'), out[:80])
        _, err = self.run_incent('dump', 'sales.incent', '--ir', '--plan', 'other', expect=3)
        self.assertIn('error[E0911]', err)

    def test_the_numbers_are_those_of_a_run(self):
        self.require_machine_code()
        out, err = self.run_incent('dump', 'sales.incent', '--numbers')
        self.assertEqual('', err)
        self.assertIn('commission, level 1\n', out)
        # What the cells of the file need, not what the schema allows.
        self.assertRegex(out, r'\n  read +double +20 +0\.00 \.\. 5242\.88 +%Deal\.amount = col ')
        self.assertRegex(out, r'\n  computed +double +32 +0\.0000000 \.\. 218\.1038080 +%mul = mul %line\.amount %rate ')
        _, err = self.run_incent('dump', 'sales.incent', '--numbers', '--data', 'nowhere', expect=4)
        self.assertIn('error[E0631]', err)

    def test_the_partition_says_what_travels_or_why_not(self):
        out, err = self.run_incent('dump', 'sales.incent', '--partition')
        self.assertEqual('', err)
        self.assertRegex(out, r'Deal +the rows whose rep or helper is one of its participants\n')
        chinese, _ = self.run_incent('dump', 'sales.incent', '--partition', '--lang', 'zh')
        self.assertIn('rep 或 helper 属于本次参与人的数据行', chinese)
        pool = 'pay pool monthly = allot(100 CNY, bookings over month, everyone())'
        self.write('pool.incent', self.read('sales.incent').replace('  pay ', f'  {pool}\n  pay ', 1))
        out, err = self.run_incent('dump', 'pool.incent', '--partition', expect=1)
        self.assertEqual('', out)
        self.assertIn('error[E0937]', err)
        self.assertIn(pool, err)

    def test_a_broken_plan_has_no_schema(self):
        self.write('bad.incent', 'plan')
        out, err = self.run_incent('dump', 'bad.incent', expect=1)
        self.assertEqual('', out)
        self.assertIn('error[', err)


if __name__ == '__main__':
    unittest.main()
