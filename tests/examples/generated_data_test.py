"""The committed data of an example is, byte for byte, what its generate.py writes today.

    generated_data_test.py EXAMPLE_FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile


def main():
    example = pathlib.Path(sys.argv[1])
    committed = {p.name: p.read_bytes() for p in (example / 'data').iterdir()}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, '-B', example / 'generate.py', folder], check=True)
        generated = {p.name: p.read_bytes() for p in pathlib.Path(folder).iterdir()}
    different = [name for name in sorted(committed.keys() | generated.keys())
                 if committed.get(name) != generated.get(name)]
    for name in different:
        print(f'{example.name}/data/{name} is not what generate.py writes')
    print(f'{len(generated)} files compared, {len(different)} differ')
    sys.exit(1 if different or not generated else 0)


main()
