"""Pays a plan over a folder of data, then runs the script that recomputes its ledger.

    pay_and_check.py INCENT CHECK_SCRIPT PLAN DATA_FOLDER      exit code 77: the data is not there
"""
import pathlib
import subprocess
import sys
import tempfile


def main():
    incent, script, plan, data = sys.argv[1:5]
    if not pathlib.Path(data).is_dir():
        print(f'SKIPPED: there is no folder {data}; set the CMake option INCENT_TEST_DATA')
        sys.exit(77)
    with tempfile.TemporaryDirectory() as scratch:
        ledger = pathlib.Path(scratch) / 'ledger.csv'
        subprocess.run([incent, 'run', plan, '--data', data, '--out', ledger], check=True, stdout=subprocess.DEVNULL)
        check = pathlib.Path(__file__).with_name(script)
        sys.exit(subprocess.run([sys.executable, '-B', check, data, ledger]).returncode)


main()
