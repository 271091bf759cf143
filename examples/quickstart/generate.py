#!/usr/bin/env python3
"""Writes data/Rep.csv and data/Deal.csv: one believable year of a sales team.

    python3 generate.py [FOLDER]      default: data/ beside this file

The seed is fixed and only `Random.random()` is used, whose sequence is the same on every Python,
so the files never change. A test compares them with the committed ones.
"""
import datetime
import pathlib
import random
import sys

SEED = 20260101
NUM_DEALS = 1600
LAST_DAY = '2026-12-31'

# id, name, team, role, hired, left, annual quota in CNY
REPS = [
    ('r01', 'Li Na', 'East', 'AE', '2021-04-12', '', 3_600_000),
    ('r02', 'Wang Wei', 'East', 'AE', '2022-09-01', '', 3_200_000),
    ('r03', 'Zhang Min', 'East', 'AE', '2024-02-19', '', 2_800_000),
    ('r04', 'Liu Yang', 'East', 'AE', '2025-11-03', '', 2_400_000),
    ('r05', 'Chen Jing', 'East', 'AE', '2023-06-26', '2026-08-14', 3_000_000),
    ('r06', 'Yang Lei', 'North', 'AE', '2020-01-06', '', 3_600_000),
    ('r07', 'Zhao Xin', 'North', 'AE', '2022-03-14', '', 2_600_000),
    ('r08', 'Huang Tao', 'North', 'AE', '2024-07-08', '', 2_800_000),
    ('r09', 'Zhou Ping', 'North', 'AE', '2026-03-16', '', 2_400_000),
    ('r10', 'Wu Hao', 'North', 'AE', '2023-10-09', '2026-05-31', 3_000_000),
    ('r11', 'Xu Fang', 'South', 'AE', '2021-08-23', '', 3_400_000),
    ('r12', 'Sun Bo', 'South', 'AE', '2022-12-05', '', 3_000_000),
    ('r13', 'Ma Lin', 'South', 'AE', '2025-05-12', '', 2_600_000),
    ('r14', 'Zhu Qing', 'South', 'AE', '2026-07-01', '', 2_400_000),
    ('m01', 'Gao Feng', 'East', 'manager', '2018-03-05', '', 0),
    ('m02', 'Lin Yue', 'North', 'manager', '2019-11-18', '', 0),
    ('m03', 'He Jun', 'South', 'manager', '2017-05-08', '', 0),
]

# How much each rep sells, in parts of the whole: some are ahead of their quota, some behind.
STRENGTH = {'r01': 110, 'r02': 78, 'r03': 62, 'r04': 42, 'r05': 84, 'r06': 98, 'r07': 96, 'r08': 60,
            'r09': 64, 'r10': 70, 'r11': 88, 'r12': 106, 'r13': 58, 'r14': 66}

# Quarters and years end with a rush.
MONTH_WEIGHT = [6, 5, 11, 7, 8, 12, 6, 7, 12, 7, 9, 14]

# product: price of a seat in cents, seats of a small and of a large deal, weight
PRODUCTS = {
    'core': (64_000, 8, 90, 55),
    'cloud': (82_050, 6, 120, 30),
    'security': (35_025, 10, 150, 15),
}

CITIES = ['Suzhou', 'Ningbo', 'Wuxi', 'Hangzhou', 'Qingdao', 'Jinan', 'Tianjin', 'Dalian', 'Foshan',
          'Xiamen', 'Changsha', 'Wuhan', 'Chengdu', "Xi'an", 'Hefei', 'Zhuhai']
TRADES = ['Precision', 'Logistics', 'Textiles', 'Foods', 'Optics', 'Motors', 'Chemicals', 'Packaging',
          'Medical', 'Ceramics', 'Marine', 'Robotics', 'Energy', 'Printing']


class Dice:
    """Whole-number choices from one reproducible sequence."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, n):
        return int(self._random.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def weighted(self, weights):
        left = self.below(sum(weights))
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        raise AssertionError('unreachable: the weights sum to more than what was drawn')


def day_in_2026(dice):
    month = dice.weighted(MONTH_WEIGHT) + 1
    first = datetime.date(2026, month, 1)
    after = datetime.date(2026 + month // 12, month % 12 + 1, 1)
    return first + datetime.timedelta(days=dice.below((after - first).days))


def seller_on(dice, day):
    """A rep who is employed on `day`, the strong ones more often."""
    employed = [r for r in REPS if r[0] in STRENGTH and r[4] <= day.isoformat()
                and (not r[5] or day.isoformat() <= r[5])]
    return employed[dice.weighted([STRENGTH[r[0]] for r in employed])][0]


def amount_in_cents(dice, product):
    price, small, large, _ = PRODUCTS[product]
    # The lower of two draws: many small deals, few large ones.
    seats = min(dice.between(small, large), dice.between(small, large))
    discount_percent = [0, 0, 0, 5, 8, 10, 15][dice.below(7)]
    return seats * price * (100 - discount_percent) // 100


def deals():
    dice = Dice(SEED)
    rows = []
    for _ in range(NUM_DEALS):
        day = day_in_2026(dice)
        product = list(PRODUCTS)[dice.weighted([p[3] for p in PRODUCTS.values()])]
        customer = f'{CITIES[dice.below(len(CITIES))]} {TRADES[dice.below(len(TRADES))]}'
        cents = amount_in_cents(dice, product)
        rep = seller_on(dice, day)
        won, cancelled = day.isoformat(), ''
        fate = dice.below(100)
        if fate < 4:
            won = ''  # still open
        elif fate < 6:
            cancelled = (day + datetime.timedelta(days=dice.between(10, 150))).isoformat()
            if cancelled > LAST_DAY:
                cancelled = ''  # not known yet: the files are as of the last day of the year
        rows.append((day, [rep, customer, product, f'{cents // 100}.{cents % 100:02d}', won, cancelled]))
    rows.sort(key=lambda row: row[0])
    return [[f'd{number:04d}', *row] for number, (_, row) in enumerate(rows, start=1)]


def write(path, header, rows):
    lines = [header] + [','.join(row) for row in rows]
    path.write_text('\n'.join(lines) + '\n', encoding='utf-8')


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / 'data'
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / 'Rep.csv', 'id,name,team,role,hired_on,left_on,annual_quota',
          [[*rep[:6], str(rep[6])] for rep in REPS])
    write(folder / 'Deal.csv', 'id,rep,customer,product,amount,won_on,cancelled_on', deals())


if __name__ == '__main__':
    main()
