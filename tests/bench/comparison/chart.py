"""A comparison as a picture: a bar per program, on a logarithmic scale, drawn as SVG by hand."""
import html
import math

from comparison.report import power, short, threads_word
from comparison.results import INCENT, with_ratios

WIDTH, NAMES, BAR, GAP = 860, 230, 18, 7
PLOT = WIDTH - NAMES - 170
HEAD, AXIS, MARGIN = 34, 26, 14


def panels(measurements):
    """[(title, [(program, ns per row, ratio)])]: each order of rows at the largest size that a peer was timed at."""
    found = []
    timed = [(m, r) for m, r in with_ratios(measurements) if m.case.task == 'reference' and m.timed()]
    for order, words in (('random', 'random order'), ('sorted', 'in the order of dates')):
        chosen = [(m, r) for m, r in timed if m.case.order == order]
        if not chosen:
            continue
        threads = max(m.case.threads for m, _ in chosen)
        compared = [m.case.rows for m, r in chosen
                    if m.case.threads == threads and r is not None and m.program != INCENT]
        rows = max(compared or [m.case.rows for m, _ in chosen])
        bars = [(m.program, m.ns_per_row(), r) for m, r in chosen
                if (m.case.threads, m.case.rows) == (threads, rows)]
        if bars:
            title = f'{power(rows)} deals, {words}, {threads_word(threads)}: ns per deal'
            found.append((title, sorted(bars, key=lambda bar: bar[1])))
    return found


def text(x, y, words, more=''):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{html.escape(words)}</text>'


def panel(top, title, bars):
    low = math.floor(math.log10(min(ns for _, ns, _ in bars) / 1.5))
    high = math.ceil(math.log10(max(ns for _, ns, _ in bars)))
    scale = lambda ns: (math.log10(ns) - low) / (high - low) * PLOT
    bottom = top + HEAD + len(bars) * (BAR + GAP)
    parts = [text(MARGIN, top + 20, title, 'font-weight="bold"')]
    for exponent in range(low, high + 1):
        x = NAMES + scale(10**exponent)
        parts.append(f'<line x1="{x:.1f}" y1="{top + HEAD - 4}" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(text(x, bottom + 15, f'{10**exponent:g}', 'text-anchor="middle" fill="#666"'))
    for number, (program, ns, incent_ratio) in enumerate(bars):
        y = top + HEAD + number * (BAR + GAP)
        colour = '#c2410c' if program == INCENT else '#64748b'
        label = short(ns) + ('' if incent_ratio is None or program == INCENT else f'  ({short(incent_ratio)}×)')
        width = max(1.0, scale(ns))
        parts.append(text(NAMES - 8, y + 14, program, 'text-anchor="end"'))
        parts.append(f'<rect x="{NAMES}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>')
        parts.append(text(NAMES + width + 6, y + 14, label))
    return parts, bottom + AXIS


def render(measurements):
    """The SVG; the empty text if there is nothing to draw."""
    found, top, parts = panels(measurements), 0, []
    for title, bars in found:
        drawn, top = panel(top, title, bars)
        parts += drawn
    if not parts:
        return ''
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top + MARGIN}" font-family="sans-serif" '
            f'font-size="13">\n<rect width="100%" height="100%" fill="white"/>\n')
    return head + '\n'.join(parts) + '\n</svg>\n'
