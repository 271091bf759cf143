"""A project outside of the tree finds what is installed, by CMake and by pkg-config, and prints what it should.

    installed_test.py CMAKE BUILD ROOT
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(*command, **options):
    words = [str(word) for word in command]
    result = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode != 0:
        raise SystemExit(f'$ {" ".join(words)}\n{result.stdout}')
    return result.stdout


def check(program, expected, faults):
    printed = run(program)
    shown = expected.read_text(encoding='utf-8')
    if printed != shown:
        faults.append(f'{program.name} prints\n{printed}instead of\n{shown}')


def generator_of(build):
    """The generator of the build under test: what it builds with is there, what CMake takes by default need not be."""
    cache = (build / 'CMakeCache.txt').read_text(encoding='utf-8')
    return next(line.partition('=')[2] for line in cache.splitlines() if line.startswith('CMAKE_GENERATOR:'))


def by_cmake(cmake, generator, prefix, project, folder, faults):
    run(cmake, '-G', generator, '-S', project, '-B', folder / 'build', f'-DCMAKE_PREFIX_PATH={prefix}',
        '-DCMAKE_BUILD_TYPE=Release')
    run(cmake, '--build', folder / 'build')
    check(folder / 'build/embed_c', project / 'embed_c.txt', faults)
    check(folder / 'build/embed_cpp', project / 'embed_cpp.txt', faults)


def by_pkg_config(prefix, project, folder, faults):
    """True if there was a pkg-config to try."""
    tool = shutil.which('pkg-config')
    if tool is None:
        return False
    library = next(prefix.glob('lib*/**/pkgconfig')).parent
    environment = dict(os.environ, PKG_CONFIG_PATH=str(library / 'pkgconfig'))
    flags = run(tool, '--cflags', '--libs', 'incent', env=environment).split()
    program = folder / 'embed_by_pkg_config'
    run(os.environ.get('CC', 'cc'), '-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', project / 'embed.c', '-o',
        program, *flags, f'-Wl,-rpath,{library}')
    check(program, project / 'embed_c.txt', faults)
    return True


def main():
    cmake, build, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if os.environ.get('INCENT_SANITIZE'):
        print('Skipped: programs without a sanitizer cannot load a library with one')
        sys.exit(77)
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prefix, project = folder / 'prefix', folder / 'project'
        run(cmake, '--install', build, '--prefix', prefix)
        shutil.copytree(root / 'examples/embed', project)
        by_cmake(cmake, generator_of(build), prefix, project, folder, faults)
        has_pkg_config = by_pkg_config(prefix, project, folder, faults)
        run(prefix / 'bin/incent', 'test', root / 'examples/quickstart/quickstart.incent')
    for fault in faults:
        print(fault)
    print('3 programs compared' if has_pkg_config else '2 programs compared; there is no pkg-config')
    sys.exit(1 if faults else 0)


main()
