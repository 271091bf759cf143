"""Every diagnostic has a code of its own, from its stage's range, is found by its code, and some test shows it.

That a code has its explanation, and that its texts use every argument in both languages, is
checked by the compiler (`compiler/diag/diagnostic.h`).
"""
import collections
import re

import tree

_CODE = re.compile(r'"([EW]\d{4})"')
_DECLARED = re.compile(r'inline constexpr (?:diag::)?Diagnostic<[^;{]*?>\s+(k\w+)\s*\{')
_LISTED = re.compile(r'&(k\w+)')
_MENTION = re.compile(r'\b[EW]\d{4}\b')

# The first two digits of a code say whose it is; the letter, whether it is an error or a warning.
_FAMILIES = {'01': 'syntax', '02': 'names', '03': 'types', '04': 'plan rules', '05': 'limits and imports',
             '06': 'data', '07': 'run-time values', '08': 'tests', '09': 'usage'}


def catalogued():
    """{code: the catalogues that define it}."""
    found = collections.defaultdict(list)
    for path in tree.cpp_files('compiler', 'runtime'):
        if path.stem.endswith('diagnostics') or path.stem == 'error_code':
            for code in _CODE.findall(tree.read(path)):
                found[code].append(str(path))
    return found


def unlisted():
    """Diagnostics that no list names, so that `incent check --explain` does not find them."""
    texts = [tree.read(path) for path in tree.cpp_files('compiler', 'runtime')]
    listed = {name for text in texts for name in _LISTED.findall(text)}
    return sorted({name for text in texts for name in _DECLARED.findall(text)} - listed)


def shown():
    """Codes that a golden file or a unit test mentions."""
    found = set()
    for path in tree.files():
        if path.is_relative_to('tests') and not path.is_relative_to('tests/tidy'):
            if path.suffix in ('.cpp', '.incent', '.drafts', '.txt', '.json', '.py'):
                found |= set(_MENTION.findall(tree.read(path)))
    return found


def main():
    faults = {}
    codes, tested = catalogued(), shown()
    for code, places in sorted(codes.items()):
        if len(places) > 1:
            faults[f'{code}:unique'] = f'is defined more than once: {", ".join(places)}'
        if code[1:3] not in _FAMILIES:
            faults[f'{code}:family'] = f'has a prefix that is none of {", ".join(_FAMILIES)}'
        if code not in tested:
            faults[code] = f'({places[0]}) is shown by no test'
    for name in unlisted():
        faults[f'{name}:listed'] = 'is in no list of diagnostics'
    tree.finish('diagnostics', faults, len(codes))


main()
