"""Polars in the comparison: whole cents in 64-bit integers, as an expert would write it.

    POLARS_MAX_THREADS=N polars_peer.py reference FOLDER
"""
import sys

import polars as pl

import worker


def entitled(y):
    """Cumulative commission on `y`."""
    starts, rates, offsets = worker.TIER_START, worker.TIER_RATE, worker.tier_offsets()
    line = lambda t: y * rates[t] + offsets[t]
    cases = pl.when(y < starts[1]).then(line(0))
    for t in range(1, len(starts) - 1):
        cases = cases.when(y < starts[t + 1]).then(line(t))
    return cases.otherwise(line(len(starts) - 1))


def payment_factor():
    (first, factor), *others = worker.PAYMENT_FACTOR
    days = pl.col('payment_days')
    cases = pl.when(days <= first).then(pl.lit(factor, pl.Int64))
    for limit, factor in others[:-1]:
        cases = cases.when(days <= limit).then(pl.lit(factor, pl.Int64))
    return cases.otherwise(pl.lit(others[-1][1], pl.Int64))


def rounded(x):
    half, unit = worker.COMMISSION_UNIT // 2, worker.COMMISSION_UNIT
    return pl.when(x < 0).then(-((half - x) // unit)).otherwise((x + half) // unit)


def main():
    deals = pl.DataFrame({name: pl.Series(values) for name, values in worker.read_columns(sys.argv[2]).items()})
    factors = pl.Series('factor', worker.PRODUCT_FACTOR, pl.Int64)
    month_of_day = pl.Series('month', [m for m in range(12) for _ in range(*worker.MONTH_START[m:m + 2])], pl.Int8)

    def run():
        frame = deals.lazy()
        if not deals['day'].is_sorted():
            frame = frame.sort('day', maintain_order=True)
        y1 = pl.col('y1')
        y0 = y1 - pl.col('cents')
        commission = (
            frame.with_columns(y1=pl.col('cents').cum_sum().over('rep'))
            .with_columns(x=(entitled(y1) - entitled(y0))
                          * pl.lit(factors).gather(pl.col('product').cast(pl.UInt32)) * payment_factor(),
                          month=pl.lit(month_of_day).gather(pl.col('day').cast(pl.UInt32)))
            .select('deal', 'rep', 'month', commission=rounded(pl.col('x'))).collect())
        payout = (commission.lazy().group_by('rep', 'month').agg(pl.col('commission').sum())
                  .select('rep', 'month', payout=pl.min_horizontal('commission', pl.lit(worker.MONTHLY_CAP))).collect())
        return commission, payout

    def sum_up(result):
        commission, payout = result
        cents = commission['commission']
        return worker.totals(cents.sum(), (cents * (commission['deal'].cast(pl.Int64) % worker.WEIGHTS)).sum(),
                             payout['payout'].sum(), (payout['payout'] != 0).sum())

    worker.serve(pl.__version__, run, sum_up)


main()
