"""The machine in words: what matters for speed, and nothing that identifies it."""
import os
import re


def first_match(path, pattern):
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            found = re.search(pattern, file.read(), re.MULTILINE)
    except OSError:
        return ''
    return found.group(1).strip() if found else ''


def describe():
    """One line: processor, cores, memory, system."""
    model = first_match('/proc/cpuinfo', r'^model name\s*:\s*(.*)$') or os.uname().machine
    flags = set(first_match('/proc/cpuinfo', r'^flags\s*:\s*(.*)$').split())
    vectors = 'AVX-512' if 'avx512f' in flags else 'AVX2' if 'avx2' in flags else 'no AVX2'
    gib = int(first_match('/proc/meminfo', r'^MemTotal:\s*(\d+)') or 0) / 2**20
    system = first_match('/etc/os-release', r'^PRETTY_NAME="?([^"\n]*)') or os.uname().sysname
    virtual = ', virtual' if 'hypervisor' in flags else ''
    return f'{model} ({vectors}{virtual}), {os.cpu_count()} cores, {gib:.0f} GiB of memory, {system}'
