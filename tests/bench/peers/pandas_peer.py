"""pandas in the comparison: whole cents in NumPy's 64-bit integers, as an expert would write it. One thread.

    pandas_peer.py reference FOLDER
"""
import sys

import numpy
import pandas

import worker


def main():
    deals = pandas.DataFrame(worker.read_columns(sys.argv[2]))
    starts, rates = numpy.array(worker.TIER_START[1:]), numpy.array(worker.TIER_RATE)
    offsets, factors = numpy.array(worker.tier_offsets()), numpy.array(worker.PRODUCT_FACTOR)
    limits = numpy.array([days + 1 for days, _ in worker.PAYMENT_FACTOR[:-1]])
    payment_factors = numpy.array([factor for _, factor in worker.PAYMENT_FACTOR])
    months, unit = numpy.array(worker.MONTH_START), worker.COMMISSION_UNIT

    def entitled(y):
        tier = numpy.searchsorted(starts, y, side='right')
        return y * rates[tier] + offsets[tier]

    def run():
        frame = deals if deals['day'].is_monotonic_increasing else deals.sort_values('day', kind='stable')
        y1 = frame.groupby('rep', sort=False)['cents'].cumsum().to_numpy()
        y0 = y1 - frame['cents'].to_numpy()
        payment = payment_factors[numpy.searchsorted(limits, frame['payment_days'].to_numpy(), side='right')]
        x = (entitled(y1) - entitled(y0)) * factors[frame['product'].to_numpy()] * payment
        cents = numpy.where(x < 0, -((unit // 2 - x) // unit), (x + unit // 2) // unit)
        month = numpy.searchsorted(months, frame['day'].to_numpy(), side='right')
        commission = pandas.DataFrame({'deal': frame['deal'].to_numpy(), 'rep': frame['rep'].to_numpy(),
                                       'month': month, 'commission': cents})
        payout = commission.groupby(['rep', 'month'])['commission'].sum().clip(upper=worker.MONTHLY_CAP)
        return commission, payout

    def sum_up(result):
        commission, payout = result
        cents = commission['commission'].to_numpy()
        return worker.totals(cents.sum(), (cents * (commission['deal'].to_numpy().astype('i8') % worker.WEIGHTS)).sum(),
                             payout.sum(), (payout != 0).sum())

    worker.serve(pandas.__version__, run, sum_up)


main()
