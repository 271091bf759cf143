"""docs/language/limits.md lists what the compiler refuses, in both languages, and nothing else.

    limits_test.py ROOT
"""
import pathlib
import re
import sys


def main():
    root = pathlib.Path(sys.argv[1])
    table = (root / 'compiler/check/refused.def').read_text(encoding='utf-8')
    page = (root / 'docs/language/limits.md').read_text(encoding='utf-8')
    refused = set(re.findall(r'^INCENT_REFUSED\(\w+,\s*"([^"]*)",\s*"([^"]*)"\)', table, re.MULTILINE))
    listed = {row for row in re.findall(r'^\| (.+) \| (.+) \|$', page, re.MULTILINE) if row[0] != 'refused'}
    for row in sorted(refused - listed):
        print(f'missing from the page: | {row[0]} | {row[1]} |')
    for row in sorted(listed - refused):
        print(f'not refused any more: | {row[0]} | {row[1]} |')
    print(f'{len(refused)} refused constructs compared')
    sys.exit(1 if refused != listed or not refused else 0)


main()
