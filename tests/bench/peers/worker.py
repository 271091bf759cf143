"""What every peer in Python does: load, say that it is ready, then `run` and `totals` on request (see worker.h)."""
import json
import pathlib
import sys
import time

NUM_PRODUCTS = 16
PRODUCT_FACTOR = [80, 85, 90, 95, 100, 100, 105, 110, 112, 115, 118, 120, 122, 125, 75, 103]  # percent
PAYMENT_FACTOR = [(30, 110), (60, 100), (90, 85), (None, 60)]  # up to so many days: percent
TIER_START = [0, 25_000_000, 50_000_000, 100_000_000, 200_000_000]  # cents
TIER_RATE = [200, 300, 450, 600, 800]  # 1/10,000
MONTH_START = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
MONTHLY_CAP = 1_200_000  # cents
COMMISSION_UNIT = 100_000_000  # base * factor * factor, in parts of a cent
WEIGHTS = 1009


def tier_offsets():
    """F(y) = rate * y + offset, by tier, in 1/10,000 of a cent."""
    offsets = [0]
    for t in range(1, len(TIER_START)):
        offsets.append(offsets[-1] + (TIER_RATE[t - 1] - TIER_RATE[t]) * TIER_START[t])
    return offsets


def read_columns(folder):
    """The deals as arrays by name."""
    import numpy
    read = lambda name, kind: numpy.fromfile(pathlib.Path(folder) / name, dtype=kind)
    columns = {'rep': read('rep.i32', 'i4'), 'day': read('day.i16', 'i2'), 'product': read('product.u8', 'u1'),
               'payment_days': read('payment_days.i16', 'i2'), 'cents': read('amount.i64', 'i8')}
    columns['deal'] = numpy.arange(len(columns['rep']), dtype='i4')
    return columns


def totals(commission, weighted, payout, groups):
    return {'commission': int(commission), 'weighted': int(weighted), 'payout': int(payout), 'groups': int(groups)}


def serve(version, run, sum_up):
    """`run()` computes everything and its result is given to `sum_up`; letting the last one go is not timed."""
    print(json.dumps({'version': version}), flush=True)
    result = None
    for word in sys.stdin:
        if word.strip() == 'run':
            result = None
            start = time.perf_counter_ns()
            result = run()
            print(json.dumps({'ns': time.perf_counter_ns() - start}), flush=True)
        elif word.strip() == 'totals':
            print(json.dumps(sum_up(result)), flush=True)
