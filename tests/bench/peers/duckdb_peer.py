"""DuckDB in the comparison: the task in SQL, with decimals as one would write it, or in whole cents.

    duckdb_peer.py reference FOLDER --threads N [--arithmetic decimal|bigint]
    duckdb_peer.py csv_read FOLDER --threads N
    duckdb_peer.py end_to_end FOLDER --threads N     CSV files in, ledger.duckdb.csv out; decimals
"""
import argparse

import duckdb

import worker

CSV_COLUMNS = ("{'id': 'VARCHAR', 'rep': 'VARCHAR', 'closed_on': 'DATE', 'product': 'VARCHAR', "
               "'payment_days': 'SMALLINT', 'amount': 'DECIMAL(12,2)'}")


class Arithmetic:
    """The words in which decimals and whole cents differ."""

    def __init__(self, is_decimal):
        self.is_decimal = is_decimal
        self.amount = 'amount' if is_decimal else 'cents'
        self.sum_type = 'DECIMAL(14,2)' if is_decimal else 'BIGINT'
        self.cap = '12000' if is_decimal else str(worker.MONTHLY_CAP)
        self.cents = '(sum({})*100)::HUGEINT' if is_decimal else 'sum({})::HUGEINT'

    def number(self, whole, digits):
        """A constant of `whole` / 10^digits, or the whole number itself."""
        if not self.is_decimal:
            return str(whole)
        sign, size = '-' if whole < 0 else '', str(abs(whole)).rjust(digits + 1, '0')
        return f'{sign}{size[:-digits]}.{size[-digits:]}'.rstrip('0').rstrip('.')

    def factor_of_product(self):
        kind = 'DECIMAL(4,2)' if self.is_decimal else 'BIGINT'
        rows = ', '.join(f"({p}, 'p{p}', {self.number(f, 2)})" for p, f in enumerate(worker.PRODUCT_FACTOR))
        return (f'CREATE TABLE factors AS SELECT product::UTINYINT product, name, factor::{kind} factor '
                f'FROM (VALUES {rows}) f(product, name, factor)')

    def factor_of_payment(self):
        cases = ' '.join(f'WHEN payment_days <= {days} THEN {self.number(factor, 2)}'
                         for days, factor in worker.PAYMENT_FACTOR[:-1])
        return f'CASE {cases} ELSE {self.number(worker.PAYMENT_FACTOR[-1][1], 2)} END'

    def entitled(self, y):
        """Cumulative commission on `y`."""
        def line(t):
            offset = self.number(worker.tier_offsets()[t], 6)
            return f'{y} * {self.number(worker.TIER_RATE[t], 4)}' + (f' + ({offset})' if t else '')
        last = len(worker.TIER_START) - 1
        cases = ' '.join(f'WHEN {y} < {self.number(worker.TIER_START[t + 1], 2)} THEN {line(t)}'
                         for t in range(last))
        return f'CASE {cases} ELSE {line(last)} END'

    def rounded(self, exact):
        if self.is_decimal:
            return f'round({exact}, 2)::DECIMAL(18,2)'
        half = worker.COMMISSION_UNIT // 2
        return (f'CASE WHEN ({exact}) < 0 THEN ({exact} - {half}) // {worker.COMMISSION_UNIT} '
                f'ELSE ({exact} + {half}) // {worker.COMMISSION_UNIT} END')


def commission_sql(words, key='product'):
    """Commission per deal; `key` is the column of `factors` that the deals name."""
    return f'''
        WITH earlier AS (
          SELECT d.*, factor, coalesce(sum({words.amount}) OVER (PARTITION BY rep ORDER BY closed_on, id
                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::{words.sum_type} y0
          FROM deals d JOIN factors f ON d.product = f.{key}),
        later AS (SELECT *, (y0 + {words.amount})::{words.sum_type} y1 FROM earlier),
        exact AS (SELECT id, rep, closed_on, ({words.entitled('y1')} - ({words.entitled('y0')})) * factor
                         * {words.factor_of_payment()} x FROM later)
        SELECT id, rep, closed_on, {words.rounded('x')} commission FROM exact'''


def payout_sql(words):
    return (f'SELECT rep, month(closed_on) AS month, least(sum(commission), {words.cap}) payout '
            f'FROM commission GROUP BY ALL')


def load_columns(connection, folder):
    import pandas
    frame = pandas.DataFrame(worker.read_columns(folder))
    connection.register('frame', frame)
    connection.execute('''CREATE TABLE deals AS
        SELECT deal AS id, rep, DATE '2025-01-01' + day::INTEGER AS closed_on, product, payment_days,
               (cents::DECIMAL(12,0) * 0.01)::DECIMAL(12,2) AS amount, cents FROM frame''')
    connection.unregister('frame')


def serve_reference(connection, arguments):
    words = Arithmetic(arguments.arithmetic == 'decimal')
    load_columns(connection, arguments.folder)
    connection.execute(words.factor_of_product())

    def run():
        connection.execute('CREATE OR REPLACE TABLE commission AS ' + commission_sql(words))
        connection.execute('CREATE OR REPLACE TABLE payout AS ' + payout_sql(words))

    def sum_up(_):
        deals = connection.execute(f'''SELECT {words.cents.format('commission')},
            {words.cents.format(f'commission * (id % {worker.WEIGHTS})')} FROM commission''').fetchone()
        paid = connection.execute(f'''SELECT {words.cents.format('payout')}, count(*) FILTER (payout <> 0)
            FROM payout''').fetchone()
        return worker.totals(*deals, *paid)

    worker.serve(duckdb.__version__, run, sum_up)


def read_csv(folder):
    return (f"CREATE OR REPLACE TABLE deals AS SELECT * FROM read_csv('{folder}/Deal.csv', header = true, "
            f"columns = {CSV_COLUMNS})")


def serve_csv_read(connection, arguments):
    def sum_up(_):
        return worker.totals(*connection.execute(f'''SELECT (sum(amount) * 100)::HUGEINT,
            (sum(amount * (substr(id, 2)::INTEGER % {worker.WEIGHTS})) * 100)::HUGEINT, 0, count(*)
            FROM deals''').fetchone())

    worker.serve(duckdb.__version__, lambda: connection.execute(read_csv(arguments.folder)), sum_up)


def serve_end_to_end(connection, arguments):
    words = Arithmetic(True)
    ledger = f'{arguments.folder}/ledger.duckdb.csv'
    # The columns of Incent's ledger.
    columns = '''SELECT 'reference' AS plan, NULL AS plan_version, 'payout' AS component, rep AS participant,
        NULL AS earned_by, strftime(last, '%Y-%m') AS period, last AS credit_date, last AS posting_date,
        'paid' AS status, payout AS earned, payout AS paid, 0.00::DECIMAL(12,2) AS balance, 'CNY' AS unit,
        NULL AS dataset, NULL AS row, NULL AS cause, NULL AS cause_definition, NULL AS cause_at
        FROM (SELECT rep, last_day(make_date(2025, month, 1)) AS last, payout FROM payout) WHERE payout <> 0
        ORDER BY rep, period'''

    def run():
        connection.execute(read_csv(arguments.folder))
        connection.execute('DROP TABLE IF EXISTS factors')
        connection.execute(words.factor_of_product())
        connection.execute('CREATE OR REPLACE TABLE commission AS ' + commission_sql(words, 'name'))
        connection.execute('CREATE OR REPLACE TABLE payout AS ' + payout_sql(words))
        connection.execute(f"COPY ({columns}) TO '{ledger}' (HEADER)")

    def sum_up(_):
        return {'ledger': ledger}

    worker.serve(duckdb.__version__, run, sum_up)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('task', choices=['reference', 'csv_read', 'end_to_end'])
    parser.add_argument('folder')
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--arithmetic', choices=['decimal', 'bigint'], default='decimal')
    arguments = parser.parse_args()
    connection = duckdb.connect(config={'threads': arguments.threads})
    serve = {'reference': serve_reference, 'csv_read': serve_csv_read, 'end_to_end': serve_end_to_end}
    serve[arguments.task](connection, arguments)


main()
