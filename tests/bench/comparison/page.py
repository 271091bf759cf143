"""The measured part of docs/benchmarks.md, between two marks; all else on the page is written by people."""

BEGIN = '<!-- measured: begin (written by tests/bench/compare --page) -->'
END = '<!-- measured: end -->'


def replace_measured(page, measured):
    """`page` with `measured` between the marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError('the page has no marks for what is measured')
    return f'{before}{BEGIN}\n\n{measured.strip()}\n\n{END}{after}'
