"""A comparison as Markdown."""
import math
import re

from comparison.results import INCENT, ratio, with_ratios

TITLES = {
    'kernel': ('The arithmetic alone', 'One thread, numbers in the nearest memory: what exactness costs.'),
    'csv_read': ('Reading CSV', 'Deals and reps from CSV files into columns in memory. Incent checks types, keys and '
                 'references, and hashes the files.'),
    'end_to_end': ('From CSV to the ledger', 'Incent as a process, from its start to its end: reading, computing, writing the '
                   'ledger and its manifest. DuckDB inside a running process, without its start.'),
    'examples': ('The example plans', '`incent run` as a process on the data of the example, everything included.'),
    'compile': ('Compiling', 'Generated plans from text to a program that can run. Rows are lines of the plan.'),
}


def short(value):
    """Three significant digits, or all before the point."""
    if value is None:
        return '–'
    if value >= 100:
        return f'{value:,.0f}'
    digits = max(0, 2 - math.floor(math.log10(value))) if value > 0 else 0
    return f'{value:.{min(digits, 4)}f}'


def power(rows):
    exponent = len(str(rows)) - 1
    return f'10^{exponent}' if rows == 10**exponent else f'{rows:,}'


def cell(measurement, incent_ratio):
    """`ns per row (ratio)`; a dash where nothing was timed."""
    if not measurement.timed():
        return '–'
    text = short(measurement.ns_per_row())
    if incent_ratio is not None and measurement.program != INCENT:
        text += f' ({short(incent_ratio)}×)'
    few = len(measurement.timed())
    return text + ('' if few >= 5 else f' [{few}]')


def table(header, rows):
    lines = ['| ' + ' | '.join(header) + ' |', '|' + '---|' * len(header)]
    return '\n'.join(lines + ['| ' + ' | '.join(row) + ' |' for row in rows]) + '\n'


def unique(values):
    return list(dict.fromkeys(values))


def by_size(measurements):
    """A table of the measurements of one task, order and number of threads: a row per program, a column per size."""
    sizes = sorted({m.case.rows for m in measurements})
    cells = {(m.program, m.case.rows): (m, r) for m, r in with_ratios(measurements)}
    rows = []
    for program in unique(m.program for m in measurements):
        found = [cells.get((program, size)) for size in sizes]
        exact = {entry[0].exact for entry in found if entry} - {None}
        rows.append([program, *(cell(*entry) if entry else '–' for entry in found),
                     '–' if not exact else 'yes' if exact == {True} else 'no'])
    return table(['ns per row', *(power(size) for size in sizes), 'exact'], rows)


def threads_word(number):
    return f'{number} thread' + ('' if number == 1 else 's')


def reference_section(measurements):
    text = '### The reference task\n\nNanoseconds per deal, data in memory; in brackets, how many times as long as Incent.\n'
    for order, words in (('random', 'Deals in random order'), ('sorted', 'Deals in the order of their dates')):
        for threads in sorted({m.case.threads for m in measurements}):
            chosen = [m for m in measurements if (m.case.order, m.case.threads) == (order, threads)]
            if chosen:
                text += f'\n**{words}, {threads_word(threads)}**\n\n{by_size(chosen)}'
    return text


def slope(points):
    """Of log(time) over log(rows), by least squares: 1 is linear growth."""
    logs = [(math.log(rows), math.log(time)) for rows, time in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def growth(measurements, program=INCENT):
    """Sentences on how the time grows with the rows, from 10,000 on."""
    lines = []
    for order in unique(m.case.order for m in measurements):
        for threads in sorted({m.case.threads for m in measurements}):
            points = [(m.case.rows, m.median()) for m in measurements
                      if (m.program, m.case.order, m.case.threads) == (program, order, threads)
                      and m.timed() and m.case.rows >= 10_000]
            if len(points) >= 3:
                lines.append(f'{order}, {threads_word(threads)}: {slope(points):.2f}')
    if not lines:
        return ''
    return (f'\n{program}\'s time grows with the rows to the power of (1 is linear): ' + '; '.join(lines) + '.\n')


def profile_section(measurements):
    """Where the time of a profiled run goes, at the largest size of each order and number of threads."""
    profiled = [m for m in measurements if m.profile]
    if not profiled:
        return ''
    rows = max(m.case.rows for m in profiled)
    columns = [m for m in profiled if m.case.rows == rows]
    stages = unique(stage for m in columns for stage in m.profile)
    lines = [[stage, *(short(m.profile[stage] / rows) if m.profile.get(stage) else '–' for m in columns)]
             for stage in stages]
    lines.append(['sum', *(short(sum(m.profile.values()) / rows) for m in columns)])
    header = [f'{m.case.order}, {threads_word(m.case.threads)}' for m in columns]
    return (f"### Where Incent's time goes\n\nNanoseconds per deal by stage of the plan, {power(rows)} deals, one more run.\n\n"
            + table(['stage', *header], lines) + '\n')


GROUP_BYTES = 64


def memory_section(measurements):
    """What a run of Incent has in memory at the most, over what it cannot do without."""
    known = [m for m in measurements if m.memory and m.memory['raised'] >= 0]
    rows = []
    for m in known:
        if m.case.rows == max(other.case.rows for other in known):  # before, the program itself is most of it
            needed = m.memory['input'] + m.memory['results'] + GROUP_BYTES * m.memory['groups']
            rows.append([power(m.case.rows), f'{m.case.order}, {threads_word(m.case.threads)}',
                         short(m.memory['input'] / m.case.rows), short(m.memory['results'] / m.case.rows),
                         f"{(m.memory['input'] + m.memory['raised']) / needed:.2f}"])
    if not rows:
        return ''
    return ('### Memory of a run\n\nBytes per deal of the input and of the results, and the most that was in memory over input, results and '
            f'{GROUP_BYTES} bytes for each rep and month that is paid. The goal is 1.1 at most.\n\n'
            + table(['deals', 'order', 'input', 'results', 'peak ÷ needed'], rows) + '\n')


def other_section(task, measurements):
    title, words = TITLES[task]
    text = f'### {title}\n\n{words}\n\n'
    if task == 'examples':
        rows = [[m.program, f'{m.case.rows:,}', short(m.median() / 1e6) if m.timed() else f'– ({m.problem})']
                for m in measurements]
        return text + table(['plan', 'rows of data', 'ms'], rows)
    parts = []
    for threads in sorted({m.case.threads for m in measurements}):
        chosen = [m for m in measurements if m.case.threads == threads]
        head = f'**{threads_word(threads)}**\n\n' if len({m.case.threads for m in measurements}) > 1 else ''
        parts.append(head + by_size(chosen))
    return text + '\n'.join(parts) + cost_of_exactness(measurements)


def cost_of_exactness(measurements):
    """A sentence for the kernel: exact over inexact."""
    lines = []
    for inexact in (m for m in measurements if 'inexact' in m.program and m.timed()):
        exact = next((m for m in measurements if m.case == inexact.case and m.program == 'C++ by hand'), None)
        if exact is not None and exact.timed():
            lines.append(f'{short(ratio(exact, inexact))}× at {power(inexact.case.rows)} rows')
    return '\nThe exact kernel takes ' + ', '.join(lines) + ' of the time of the inexact one.\n' if lines else ''


def left_out(measurements):
    """Every program that was not timed somewhere, and why: nothing is dropped in silence."""
    reasons = {}
    for m in measurements:
        if m.problem:
            sizes = reasons.setdefault((m.program, m.case.task, m.problem), [])
            if m.case.rows not in sizes:
                sizes.append(m.case.rows)
    if not reasons:
        return 'Every program took part everywhere.\n'
    rows = [[program, task, ', '.join(power(size) if size else '–' for size in sorted(sizes)), problem.replace('|', '\\|')]
            for (program, task, problem), sizes in reasons.items()]
    return table(['absent', 'from', 'at', 'because'], rows)


def render(measurements, machine, versions, rounds, date, goals):
    """The whole report; `goals` is the section on them."""
    text = (f'Machine: {machine}. {date}. Medians of {rounds} rounds in which the programs take turns; [1] or [3] marks a '
            'slow program with fewer. Ratios are medians of the ratios within a round. Every program was checked to give the '
            'exact totals before it was timed; "exact: no" is timed to show what inexact numbers would gain.\n\n')
    products = {program: re.split("[,']", program)[0] for program in versions if not program.startswith('C++')}
    peers = unique(f'{product} {versions[program]}' for program, product in products.items() if versions[program])
    text += 'Versions: ' + '; '.join(peers) + '.\n\n' if peers else ''
    reference = [m for m in measurements if m.case.task == 'reference']
    if reference:
        text += reference_section(reference) + growth(reference) + '\n' + profile_section(reference)
        text += memory_section(reference)
    for task in TITLES:
        chosen = [m for m in measurements if m.case.task == task]
        if chosen:
            text += other_section(task, chosen) + '\n'
    return text + goals + '\n### Not measured\n\n' + left_out(measurements)
