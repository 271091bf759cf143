"""No binary floating point where money is computed, stored, read or written."""
import re

import cpp_scanner
import tree

_FOLDERS = ('runtime/value', 'runtime/kernels', 'runtime/column', 'runtime/io', 'runtime/eval',
            'compiler/ir', 'compiler/types', 'compiler/check', 'compiler/lower', 'compiler/passes',
            'compiler/interp', 'compiler/embed')
_FLOATING = re.compile(r'\b(?:double|float|strto[df]|stod|stof|atof|get_double)\b')


def main():
    faults, checked = {}, 0
    for path in tree.cpp_files(*_FOLDERS):
        for number, line in enumerate(cpp_scanner.code_only(tree.read(path)).splitlines(), start=1):
            checked += 1
            found = _FLOATING.search(line)
            if found:
                faults[f'{path}:{number}'] = f'`{found.group(0)}` next to money'
    tree.finish('numbers', faults, checked)


main()
