"""Exact numbers: ints in units of 10^-18."""

from .outside import Outside

ONE = 10**18
LIMIT = 10**38  # at 18 decimals; beyond, 38 digits may or may not do


def checked(x):
    if abs(x) >= LIMIT:
        raise Outside("a number that may need more than 38 digits")
    return x


def multiply(a, b):
    """Rounded half-even at the eighteenth decimal."""
    return checked(nearest_even(a * b, ONE))


def nearest_even(n, d):
    q, r = divmod(n, d)
    return q + (2 * r > d or (2 * r == d and q % 2 == 1))


def divide(a, b):
    """Truncated toward zero; None for zero."""
    if b == 0:
        return None
    q = abs(a) * ONE // abs(b)
    return checked(q if (a < 0) == (b < 0) else -q)


def round_to(x, unit, mode):
    """The multiple of the unit that the mode chooses."""
    q, r = divmod(abs(x), unit)
    if mode == "floor":
        return x // unit * unit
    if mode == "ceiling":
        return -(-x // unit) * unit
    up = {"half up": 2 * r >= unit, "half down": 2 * r > unit, "toward zero": False, "away from zero": r > 0,
          "half even": 2 * r > unit or (2 * r == unit and q % 2 == 1)}[mode]
    q = (q + up) * unit
    return q if x >= 0 else -q


def largest_remainder(total, weights):
    """A total in whole units by weights; left-over units to the largest remainders, ties to the earlier."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    size = abs(total)
    parts = [size * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in order[:size - sum(parts)]:
        parts[i] += 1
    return parts if total >= 0 else [-p for p in parts]


def round_together(parts, unit, mode):
    """Parts to multiples of the unit that sum to the rounded sum."""
    whole = sum(parts)
    first = next((p for p in parts if p), 0)
    if whole < 0 or (whole == 0 and first < 0):
        return [-p for p in round_together([-p for p in parts], unit, mode)] if symmetric(mode) else \
            _together(parts, unit, mode)
    return _together(parts, unit, mode)


def symmetric(mode):
    return mode not in ("floor", "ceiling")


def _together(parts, unit, mode):
    floors = [p // unit for p in parts]
    target = round_to(sum(parts), unit, mode) // unit
    order = sorted(range(len(parts)), key=lambda i: (-(parts[i] % unit), i))
    for i in order[:target - sum(floors)]:
        floors[i] += 1
    return [f * unit for f in floors]


def text(x, decimals):
    sign, x = ("-", -x) if x < 0 else ("", x)
    scaled, rest = divmod(x, 10**(18 - decimals))
    if rest:
        raise Outside("an amount with more decimals than its component")
    whole, part = divmod(scaled, 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"
