"""The program and libincent need no library that a bare Debian 12 lacks.

    needed_libraries_test.py PROGRAM LIBRARY

The system's loader and C library are there, and what every package of programs in C++ needs comes with apt, so that it
is on every Debian that apt made: debootstrap's smallest one too.
"""
import os
import re
import subprocess
import sys

_ALLOWED = {
    'ld-linux-x86-64.so.2': 'libc6',
    'ld-linux-aarch64.so.1': 'libc6',
    'libc.so.6': 'libc6',
    'libm.so.6': 'libc6',
    'libgcc_s.so.1': 'libgcc-s1',
    'libstdc++.so.6': 'libstdc++6, which apt needs',
}


def needed(path):
    """The libraries that the loader looks for, of the file alone: those that are allowed need no others."""
    listed = subprocess.run(['readelf', '--dynamic', '--wide', path], capture_output=True, text=True, check=True, env={'LC_ALL': 'C'})
    return re.findall(r'\(NEEDED\)\s+Shared library: \[(.*)\]', listed.stdout)


def main():
    if os.environ.get('INCENT_SANITIZE'):
        print('Skipped: what a sanitizer needs says nothing')
        sys.exit(77)
    faults = 0
    for path in sys.argv[1:]:
        names = needed(path)
        if 'libc.so.6' not in names:
            sys.exit(f'{path}: no list of needed libraries was found')
        for name in names:
            if name not in _ALLOWED:
                faults += 1
                print(f'{path} needs {name}, which a bare Debian 12 does not have')
        print(f'{path}: {" ".join(names)}')
    sys.exit(1 if faults else 0)


main()
