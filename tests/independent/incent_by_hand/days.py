"""Dates are day ordinals; a period is (unit, first day, last day)."""

import re
from datetime import date

from .outside import Outside

FIRST = date(1900, 1, 1).toordinal()
LAST = date(2199, 12, 31).toordinal()


def parse(text):
    """A day, or None where the text is none."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        day = date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal()
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def text(day):
    return date.fromordinal(day).isoformat()


def month_length(year, month):
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def add_months(day, count):
    d = date.fromordinal(day)
    index = d.year * 12 + d.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(d.day, month_length(year, month))).toordinal()


_MONTHS = {"month": 1, "quarter": 3, "half year": 6, "year": 12}


def add(day, count, unit):
    if unit in _MONTHS:
        result = add_months(day, count * _MONTHS[unit])
    elif unit in ("day", "week"):
        result = day + count * {"day": 1, "week": 7}[unit]
    else:
        raise Outside(f"a length in {unit}s")
    if not FIRST <= result <= LAST:
        raise Outside("a date outside the calendar")
    return result


def period(unit, day):
    """The period of a unit that holds the day: (unit, first, last)."""
    d = date.fromordinal(day)
    if unit == "day":
        return unit, day, day
    if unit == "week":
        first = day - d.weekday()
        return unit, first, first + 6
    if unit == "half month":
        if d.day <= 15:
            return unit, d.replace(day=1).toordinal(), d.replace(day=15).toordinal()
        return unit, d.replace(day=16).toordinal(), d.replace(day=month_length(d.year, d.month)).toordinal()
    months = _MONTHS[unit]
    first = date(d.year, (d.month - 1) // months * months + 1, 1).toordinal()
    return unit, first, add_months(first, months) - 1


def previous(p):
    return period(p[0], p[1] - 1)


def named(text):
    """A written period: 2026-03, 2026-Q1, 2026-H2, FY2026, 2026-03-A, 2026-W05."""
    if text.startswith("FY"):
        return period("year", date(int(text[2:]), 1, 1).toordinal())
    year, rest = int(text[:4]), text[5:]
    if rest[0] == "Q":
        return period("quarter", date(year, int(rest[1]) * 3, 1).toordinal())
    if rest[0] == "H":
        return period("half year", date(year, int(rest[1]) * 6, 1).toordinal())
    if rest[0] == "W":
        return period("week", date.fromisocalendar(year, int(rest[1:]), 1).toordinal())
    if len(rest) > 2:
        return period("half month", date(year, int(rest[:2]), 1 if rest[-1] == "A" else 16).toordinal())
    return period("month", date(year, int(rest), 1).toordinal())


def name(p):
    unit, first, _ = p
    d = date.fromordinal(first)
    if unit == "week":
        year, week, _ = d.isocalendar()
        return f"{year}-W{week:02}"
    return {"day": d.isoformat(), "half month": f"{d.year}-{d.month:02}-{'A' if d.day == 1 else 'B'}",
            "month": f"{d.year}-{d.month:02}", "quarter": f"{d.year}-Q{(d.month + 2) // 3}",
            "half year": f"{d.year}-H{(d.month + 5) // 6}", "year": str(d.year)}[unit]


def complete_months(a, b):
    """The largest n with a + n months <= b; the negative of the way back if b is earlier."""
    if b < a:
        return -complete_months(b, a)
    da, db = date.fromordinal(a), date.fromordinal(b)
    n = (db.year - da.year) * 12 + db.month - da.month
    return n if add_months(a, n) <= b else n - 1


