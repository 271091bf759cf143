"""Plans and data made to break a program: a code, an exit code, and whoever is not concerned is still paid."""
import csv
import json
import unittest

import program

# What the sales plan pays on its own data, computed by hand: rows d1, d2 (60 % and 40 %), d3 and d5.
GOOD = {('d1', 'r1'): '50.00', ('d2', 'r1'): '52.00', ('d2', 'r2'): '78.00', ('d3', '王芳'): '195.03', ('d5', 'r1'): '1.02'}

MEGABYTES = 1_000_000

# Who is paid stands in another row.
CASH = """incent 1.0
data Rep     { key id : text }
data Deal    { key id : text   rep : Rep }
data Payment { key id : text   deal : Deal   paid_on : date   amount : money USD (-1_000M .. 1_000M) }
plan collected "Collected" for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  USD
  pays      monthly
  round     0.01 USD half up
  credit cash from Payment { to Payment.deal.rep  on Payment.paid_on  amount Payment.amount }
  pay commission per cash = cash * 10%
}
"""


class BadPlanTest(program.Case):
    def refuse(self, text, code, exit_code=1):
        """`incent check` of a plan with these bytes reports `code` first; returns what it says."""
        (self.folder / 'bad.incent').write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))
        out, err = self.run_incent('check', 'bad.incent', expect=exit_code)
        self.assertEqual('', out)
        self.assertTrue(err.startswith(f'error[{code}]: '), err[:500])
        self.assertLess(len(err), 20_000)
        return err

    def test_fifty_thousand_parentheses(self):
        self.refuse('let a = ' + '(' * 50_000 + '1' + ')' * 50_000, 'E0503')

    def test_a_million_minus_signs(self):
        self.refuse('let a = ' + '-' * 1_000_000 + '1', 'E0502')
        self.refuse('let a = ' + '-' * 100_000 + '1', 'E0504')

    def test_a_line_of_a_hundred_megabytes(self):
        self.refuse(b'let a = ' + b'1' * (100 * MEGABYTES), 'E0521', exit_code=4)

    def test_bytes_that_are_not_utf8(self):
        err = self.refuse(self.read('sales.incent').encode().replace(b'amount', b'am\xff\xfeount', 1), 'E0106')
        self.assertIn('am\\x{ff}\\x{fe}ount', err)

    def test_characters_that_turn_text_around(self):
        for character in '\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f':
            err = self.refuse(self.read('sales.incent').replace('Sales 2026', f'Sales {character}2026'), 'E0105')
            self.assertNotIn(character, err)

    def test_a_text_without_an_end(self):
        self.refuse(self.read('sales.incent') + 'test "no end\n', 'E0103')

    def test_imports_in_a_circle(self):
        self.write('other.incent', 'incent 1.0\nuse "bad.incent"\n')
        err = self.refuse('incent 1.0\nuse "other.incent"\n', 'E0522')
        self.assertIn('other.incent:2', err)
        self.refuse('incent 1.0\nuse "bad.incent"\n', 'E0522')

    def test_imports_of_what_is_none_of_ours(self):
        err = self.refuse('incent 1.0\nuse "../../etc/passwd"\n', 'E0521')
        self.assertNotIn('root:', err)

    def test_money_of_two_currencies(self):
        err = self.refuse(self.read('sales.incent').replace('bookings * rate', 'bookings * rate + 1 USD'), 'E0302')
        self.assertIn('USD', err)


class BadDataTest(program.Case):
    def ledger(self):
        with open(self.folder / 'out.csv', encoding='utf-8', newline='') as file:
            return {(row['row'], row['participant']): row['earned'] or row['status'] for row in csv.DictReader(file)}

    def pay(self, deals, code, changed=None):
        """Pays these deals: the code, exit 1, and the ledger of the good rows but for what `changed` says."""
        (self.folder / 'Deal.csv').write_bytes(deals if isinstance(deals, bytes) else deals.encode('utf-8'))
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', expect=1)
        self.assertIn(f'error[{code}]: ', err)
        self.assertEqual({**GOOD, **(changed or {})}, self.ledger())
        return err

    def with_row(self, row):
        return self.read_good() + row + '\n'

    def read_good(self):
        return (program.SALES / 'Deal.csv').read_text(encoding='utf-8')

    def test_the_data_itself_is_good(self):
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.assertEqual(GOOD, self.ledger())

    def test_cells_that_are_no_amount(self):
        for cell, code in (('1e3', 'E0603'), ('"1,234.50"', 'E0603'), ('12.345', 'E0604'), ('+5', 'E0603'), ('¥5', 'E0603'),
                           ('0x10', 'E0603'), ('NaN', 'E0603'), ('１２', 'E0603'), ('', 'E0609'), ('-1', 'E0612'),
                           ('9' * 60, 'E0604')):
            err = self.pay(self.with_row(f'bad,r2,2026-04-01,{cell},core,'), code, {('bad', 'r2'): 'withheld'})
            self.assertIn('Deal.csv:7', err, cell)

    def test_days_that_do_not_exist(self):
        for cell in ('2025-02-29', '2026-13-01', '2026-04-31', '31.03.2026', '2026-4-1', '2026-04-01T00:00'):
            self.pay(self.with_row(f'bad,r2,{cell},13.00,core,'), 'E0605', {('bad', 'r2'): 'withheld'})

    def test_a_key_that_repeats_withholds_both_of_its_rows(self):
        twice = {('d2', 'r1'): 'withheld', ('d2', 'r2'): 'withheld'}
        self.pay(self.with_row('d2,r2,2026-04-01,13.00,core,'), 'E0611', twice)

    def test_rows_that_nobody_can_be_named_for(self):
        for row, code in (('bad,r99,2026-04-01,13.00,core,', 'E0610'), ('bad,r2,2026-04-01,13.00', 'E0602'),
                          ('bad,r2,2026-04-01,13.00,core,,,', 'E0602'),
                          ('bad,,2026-04-01,13.00,core,', 'E0609')):
            err = self.pay(self.with_row(row), code)
            self.assertIn('Deal.csv:7', err)

    def test_bytes_that_are_not_utf8(self):
        self.pay(self.read_good().encode() + b'bad\xff,r2,2026-04-01,13.00,core,\n', 'E0613', {('?', 'r2'): 'withheld'})

    def test_a_line_of_a_hundred_megabytes(self):
        row = b'bad,r2,2026-04-01,' + b'1' * (100 * MEGABYTES) + b',core,\n'
        self.pay(self.read_good().encode() + row + b'd6,r2,2026-05-01,20.00,core,\n', 'E0616', {('d6', 'r2'): '1.00'})

    def test_a_row_without_a_key_is_withheld_from_whoever_it_names(self):
        self.pay(self.with_row(',r2,2026-04-01,13.00,core,'), 'E0620', {('?', 'r2'): 'withheld'})

    def pay_monthly(self, payments, *options, expect):
        self.write('cash.incent', CASH.replace('2026-12-31', '2026-01-31').replace(
            'pay commission per cash = cash * 10%', 'pay commission monthly = cash over month * 10%'))
        self.write('Rep.csv', 'id\nr1\n')
        self.write('Deal.csv', 'id,rep\nd1,r1\n')
        self.write('Payment.csv', payments)
        out, err = self.run_incent('run', 'cash.incent', *options, '--out', 'out.csv', expect=expect)
        manifest = json.loads(self.read('out.manifest.json'))
        return out + err, tuple(manifest['rejects'][name] for name in ('allowed', 'rows', 'paid_without'))

    def test_a_torn_row_is_paid_without_where_somebody_says_so(self):
        payments = 'id,deal,paid_on,amount\np1,d1,2026-01-05,100.00\np2,d1\n'
        for engine in ('interp', 'auto'):
            said, rejects = self.pay_monthly(payments, '--engine', engine, expect=1)
            self.assertEqual({('', 'r1'): 'withheld'}, self.ledger())
            self.assertIn('W0634', said)
            self.assertIn('read or name nobody: 1; such rows: 1', said)
            self.assertIn('`--max-rejects 1`', said)
            self.assertEqual((0, 1, 0), rejects)
            said, rejects = self.pay_monthly(payments, '--engine', engine, '--max-rejects', '1', expect=0)
            self.assertEqual({('', 'r1'): '10.00'}, self.ledger())
            self.assertNotIn('W0634', said)
            self.assertEqual((1, 1, 1), rejects)

    def test_more_rows_than_are_accepted_withhold_all(self):
        payments = 'id,deal,paid_on,amount\np1,d1,2026-01-05,100.00\np2,d1\np3,d9,2026-01-05,100.00\n'
        _, rejects = self.pay_monthly(payments, '--max-rejects', '1', expect=1)
        self.assertEqual({('', 'r1'): 'withheld'}, self.ledger())
        self.assertEqual((1, 2, 0), rejects)
        _, rejects = self.pay_monthly(payments, '--max-rejects', '2', expect=0)
        self.assertEqual({('', 'r1'): '10.00'}, self.ledger())
        self.assertEqual((2, 2, 2), rejects)

    def test_a_cell_in_error_withholds_however_many_are_accepted(self):
        payments = 'id,deal,paid_on,amount\np1,d1,2026-01-05,1e3\np2,d1\n'
        _, rejects = self.pay_monthly(payments, '--max-rejects', '9', expect=1)
        self.assertEqual({('', 'r1'): 'withheld'}, self.ledger())
        self.assertEqual((9, 1, 1), rejects)

    def test_a_file_without_its_keys_is_never_paid_without(self):
        _, rejects = self.pay_monthly('number,deal,paid_on,amount\np1,d1,2026-01-05,100.00\n', '--max-rejects', '9', expect=1)
        self.assertEqual({('', 'r1'): 'withheld'}, self.ledger())
        self.assertEqual((9, 1, 0), rejects)

    def test_a_quotation_that_never_ends(self):
        self.pay(self.read_good() + 'bad,r2,2026-04-01,"13.00,core,\n', 'E0614')

    def test_a_column_that_is_missing_withholds_all_that_read_it_and_pays_the_rest(self):
        self.write('sales.incent', self.read('sales.incent').replace(
            'pay commission', 'pay flat "Flat" monthly { amount 7 CNY  when month_start() <= 2026-01-01 }\n  pay commission'))
        lines = [line.split(',') for line in self.read_good().splitlines()]
        without = ''.join(','.join(line[:3] + line[4:]) + '\n' for line in lines)
        paid = {('', participant): '7.00' for participant in ('r1', 'r2', '王芳')}
        err = self.pay(without, 'E0601', {**dict.fromkeys(GOOD, 'withheld'), **paid})
        self.assertIn('`amount`', err)
        self.assertNotIn('every payout that this might change', err)

    def test_payments_of_a_deal_that_names_nobody_are_listed(self):
        self.write('cash.incent', CASH)
        self.write('Rep.csv', 'id\nr1\n')
        self.write('Deal.csv', 'id,rep\nd1,r1\nd2,nobody\n')
        self.write('Payment.csv', 'id,deal,paid_on,amount\np1,d1,2026-01-05,100.00\np2,d2,2026-01-06,200.00\n'
                                  'p3,d2,2026-01-07,300.00\n')
        _, err = self.run_incent('run', 'cash.incent', '--max-rejects', '1', '--out', 'out.csv', expect=1)
        self.assertEqual({('p1', 'r1'): '10.00'}, self.ledger())
        self.assertIn('paid to nobody because of it: 2; the first is', err)
        self.assertIn('`p2`', err)

    def test_characters_that_turn_text_around_reach_the_ledger_but_no_terminal(self):
        self.write('Rep.csv', self.read('Rep.csv') + 'evil\u202er,north,1,\n')
        self.write('Deal.csv', self.with_row('d6,evil\u202er,2026-04-01,1e3,core,').replace('d5,r1', 'd5,evil\u202er'))
        out, err = self.run_incent('run', 'sales.incent', expect=1)
        self.assertIn('evil\\u{202e}r', out)
        self.assertNotIn('\u202e', out + err)


class BadTargetTest(program.Case):
    """A target of zero is a matter of the plan: guarded, it pays what the plan says; else the person is withheld."""

    def pay_by_target(self, pay, tiers=''):
        plan = self.read('sales.incent')
        plan = plan[:plan.index('test "')].replace('pay commission "Commission" per bookings = bookings * rate', tiers + pay)
        self.write('sales.incent', plan)
        self.write('Rep.csv', self.read('Rep.csv').replace('r2,north,200000', 'r2,north,0'))
        return self.run_incent('run', 'sales.incent', '--out', 'out.csv', expect=1 if tiers else 0)[1]

    def ledger(self):
        with open(self.folder / 'out.csv', encoding='utf-8', newline='') as file:
            return {(row['participant'], row['period'], row['earned'], row['cause']) for row in csv.DictReader(file)}

    def test_tiers_relative_to_it_withhold_that_person(self):
        err = self.pay_by_target('pay commission monthly { apply ladder(bookings over month) }',
                                 tiers='tiers ladder marginal relative to Rep.quota { from 0% : 5%  from 100% : 8% }\n  ')
        self.assertIn('error[E0708]', err)
        paid = self.ledger()
        self.assertIn(('r1', '2026-01', '50.00', ''), paid)
        self.assertIn(('王芳', '2026-03', '150.03', ''), paid)
        self.assertIn(('r2', '2026-02', '', 'tier_base'), paid)

    def test_a_quotient_takes_the_value_behind_otherwise(self):
        self.pay_by_target('pay commission monthly = 10_000 CNY * (bookings over month / Rep.quota otherwise 1%)')
        paid = self.ledger()
        self.assertIn(('r1', '2026-01', '100.00', ''), paid)
        self.assertIn(('r2', '2026-02', '100.00', ''), paid)

    def test_a_quotient_that_is_not_guarded_does_not_compile(self):
        plan = self.read('sales.incent').replace('bookings * rate', 'bookings * (bookings / Rep.quota)')
        self.write('sales.incent', plan)
        _, err = self.run_incent('check', 'sales.incent', expect=1)
        self.assertIn('error[E0303]', err)


if __name__ == '__main__':
    program.main()
