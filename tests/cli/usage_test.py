"""The command line: help, versions, languages, mistakes, exit codes."""
import json
import re
import unittest

import program


class UsageTest(program.Case):
    def test_without_arguments_the_help_goes_to_standard_error(self):
        out, err = self.run_incent(expect=3)
        self.assertEqual('', out)
        self.assertIn('Usage: incent COMMAND', err)

    def test_help_goes_to_standard_output_in_both_languages(self):
        for arguments in (['--help'], ['-h'], ['help']):
            out, err = self.run_incent(*arguments)
            self.assertEqual('', err)
            self.assertIn('incent explain commission.incent', out)
        out, _ = self.run_incent('--help', '--lang', 'zh')
        self.assertIn('退出码', out)

    def test_every_command_has_help_with_examples(self):
        out, _ = self.run_incent('--help')
        commands = re.findall(r'^  ([a-z]+) {2,}', out.split('Commands:')[1].split('\n\n')[0], re.MULTILINE)
        self.assertEqual(['check', 'test', 'run', 'explain', 'dump'], commands)
        for command in commands:
            for language, heading in (('en', 'Examples:'), ('zh', '示例：')):
                out, err = self.run_incent(command, '--help', '--lang', language)
                self.assertEqual('', err)
                self.assertIn(heading + '\n  incent ' + command, out)
                self.assertLessEqual(max(len(line) for line in out.splitlines()), 130)

    def test_version(self):
        out, _ = self.run_incent('--version')
        self.assertRegex(out, r'^incent \d+\.\d+\.\d+\n$')

    def test_mistakes_exit_3_and_suggest(self):
        for arguments, code in ((['chekc', 'x'], 'E0901'), (['check', '--fromat', 'json', 'x'], 'E0902'), (['run', 'x', '--out'], 'E0903'),
                                (['run'], 'E0904'), (['check', 'x', '--color', 'red'], 'E0905'), (['run', 'x', 'y'], 'E0906'),
                                (['run', 'x', '--plan', 'a', '--plan', 'b'], 'E0907'), (['check', '--explain', 'E9999'], 'E0908'),
                                (['check'], 'E0904')):
            out, err = self.run_incent(*arguments, expect=3)
            self.assertEqual('', out)
            self.assertIn(f'error[{code}]', err)
        _, err = self.run_incent('chekc', expect=3)
        self.assertIn('did you mean `check`?', err)

    def test_mistakes_come_in_the_language_asked_for(self):
        _, err = self.run_incent('run', '--lang', 'zh', expect=3)
        self.assertIn('错误[E0904]', err)
        _, err = self.run_incent('run', expect=3, env={'INCENT_LANG': 'zh_CN.UTF-8'})
        self.assertIn('错误[E0904]', err)
        _, err = self.run_incent('run', '--lang=en', expect=3, env={'INCENT_LANG': 'zh'})
        self.assertIn('error[E0904]', err)

    def test_mistakes_as_json_obey_the_schema(self):
        out, err = self.run_incent('run', 'x.incent', '--data', 'nowhere', '--format', 'json', expect=4)
        self.assertEqual('', err)
        self.assert_valid(json.loads(out), 'diagnostics')
        out, _ = self.run_incent('run', '--format', 'json', expect=3)
        document = json.loads(out)
        self.assert_valid(document, 'diagnostics')
        self.assertEqual(['E0904'], [d['code'] for d in document['diagnostics']])

    def test_codes_are_explained_in_both_languages(self):
        out, _ = self.run_incent('check', '--explain', 'e0603')
        self.assertIn('E0603: ', out)
        self.assertIn('1234.50', out)
        out, _ = self.run_incent('check', '--explain', 'E0603', '--lang', 'zh')
        self.assertIn('千分位', out)
        _, err = self.run_incent('check', '--explain', 'E6603', expect=3)
        self.assertIn('did you mean `E0603`?', err)


if __name__ == '__main__':
    unittest.main()
