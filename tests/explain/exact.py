"""Exact numbers as the documentation rounds and divides them."""

from fractions import Fraction

DIGITS = 18


def rounded(x, unit, mode):
    """`x` as a multiple of `unit`."""
    count, rest = divmod(abs(x) / unit, 1)
    half = Fraction(1, 2)
    away = {
        "half_up": rest >= half,
        "half_even": rest > half or (rest == half and count % 2 == 1),
        "half_down": rest > half,
        "away_from_zero": rest > 0,
        "toward_zero": False,
        "floor": rest > 0 and x < 0,
        "ceiling": rest > 0 and x > 0,
    }[mode]
    result = (count + (1 if away else 0)) * unit
    return result if x >= 0 else -result


def to_digits(x, digits=DIGITS, mode="half_even"):
    return rounded(x, Fraction(1, 10**digits), mode)


def truncated(x):
    return to_digits(x, mode="toward_zero")


def largest_first(remainders):
    """Indices by remainder, the earlier of equal ones first."""
    return sorted(range(len(remainders)), key=lambda k: (-remainders[k], k))


def divided(total, weights, unit):
    """The parts of a total in proportion to weights, by largest remainder."""
    parts = [Fraction(0)] * len(weights)
    if not any(weights):
        return parts
    units = abs(total) // unit
    over = abs(total) - units * unit
    shares = [units * weight / sum(weights) for weight in weights]
    counts = [share // 1 for share in shares]
    order = largest_first([share % 1 for share in shares])
    for k in order[:int(units - sum(counts))]:
        counts[k] += 1
    parts = [count * unit for count in counts]
    parts[next(k for k in order if weights[k] != 0)] += over
    return parts if total >= 0 else [-part for part in parts]


def rounded_together(parts, unit, mode):
    """Parts as multiples of a unit that sum to their rounded sum."""
    total = sum(parts)
    first = next((part for part in parts if part != 0), 0)
    mirrored = total < 0 or (total == 0 and first < 0)
    target = rounded(total, unit, mode) / unit
    signed = [-part if mirrored else part for part in parts]
    counts = [part // unit for part in signed]
    order = largest_first([part / unit % 1 for part in signed])
    for k in order[:int((-target if mirrored else target) - sum(counts))]:
        counts[k] += 1
    return [-count * unit if mirrored else count * unit for count in counts]
