"""incent check: diagnostics, imports, colours, exit codes."""
import json
import os
import unittest

import program


class CheckTest(program.Case):
    def test_a_good_plan_exits_0(self):
        out, err = self.run_incent('check', 'sales.incent')
        self.assertEqual('', err)
        self.assertIn('sales.incent', out)

    def test_a_plan_that_is_not_there_exits_4(self):
        _, err = self.run_incent('check', 'nothing.incent', expect=4)
        self.assertIn('nothing.incent', err)

    def test_the_worst_of_several_plans_decides(self):
        self.run_incent('check', 'sales.incent', 'nothing.incent', expect=4)

    def test_errors_have_carets_and_exit_1(self):
        self.write('bad.incent', self.read('sales.incent').replace('Deal.amount', 'Deal.amuont'))
        out, err = self.run_incent('check', 'bad.incent', expect=1)
        self.assertEqual('', out)
        self.assertRegex(err, r'error\[E\d{4}\]: .*amuont')
        self.assertIn('^^^^', err)
        self.assertIn('--> bad.incent:', err)

    def test_json_obeys_the_schema_and_merges_files(self):
        self.write('bad.incent', self.read('sales.incent').replace('Deal.amount', 'Deal.amuont'))
        out, err = self.run_incent('check', 'bad.incent', 'sales.incent', 'nothing.incent', '--format', 'json', expect=4)
        self.assertEqual('', err)
        document = json.loads(out)
        self.assert_valid(document, 'diagnostics')
        self.assertEqual(document['errors'], sum(d['severity'] == 'error' for d in document['diagnostics']))
        self.assertIn('bad.incent', {d['file'] for d in document['diagnostics']})
        out, _ = self.run_incent('check', 'sales.incent', '--format', 'json')
        self.assertEqual({'version': 1, 'errors': 0, 'warnings': 0, 'diagnostics': []}, json.loads(out))

    def test_colours_only_where_asked_for(self):
        self.write('bad.incent', 'plan')
        for arguments, env, coloured in (([], {}, False), (['--color', 'always'], {}, True), (['--color', 'never'], {}, False),
                                         (['--color', 'always'], {'NO_COLOR': '1'}, True)):
            _, err = self.run_incent('check', 'bad.incent', *arguments, expect=1, env=env)
            self.assertEqual(coloured, '\x1b[' in err, arguments)

    def test_on_a_terminal_no_color_and_dumb_terminals_are_respected(self):
        self.write('bad.incent', 'plan')
        for env, coloured in (({'TERM': 'xterm'}, True), ({'TERM': 'xterm', 'NO_COLOR': '1'}, False), ({'TERM': 'dumb'}, False),
                              ({'TERM': 'xterm', 'NO_COLOR': ''}, True)):
            self.assertEqual(coloured, b'\x1b[' in self.on_terminal('check', 'bad.incent', env=env), env)

    def on_terminal(self, *arguments, env):
        try:
            ours, theirs = os.openpty()
        except OSError as error:
            self.skipTest(f'this system gives no terminal: {error.strerror}')
        process = self.start(*arguments, env=env, stderr=theirs)
        os.close(theirs)
        shown = b''
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:  # the other end is closed
            pass
        process.communicate(timeout=60)
        os.close(ours)
        return shown

    def test_imports_cannot_leave_the_project(self):
        self.write('outside.incent', 'secret')
        os.symlink(self.folder / 'outside.incent', self.folder / 'link.incent')
        (self.folder / 'project').mkdir()
        os.symlink('../outside.incent', self.folder / 'project' / 'link.incent')
        for target in ('../outside.incent', '../../../../../../etc/passwd', '/etc/passwd', 'link.incent', 'sub/../../outside.incent'):
            self.write('project/plan.incent', f'incent 1.0\nuse "{target}"\n')
            _, err = self.run_incent('check', 'project/plan.incent', expect=1)
            self.assertIn(target, err)
            self.assertNotIn('secret', err)
            self.assertNotIn('root:', err)

    def test_hostile_text_cannot_reach_the_terminal(self):
        self.write('bad.incent', 'plan \x1b[31mred\u202e {')
        _, err = self.run_incent('check', 'bad.incent', expect=1)
        self.assertNotIn('\x1b', err)
        self.assertNotIn('\u202e', err)

    def test_a_plan_speaks_its_own_language_unless_told_otherwise(self):
        self.write('chinese.incent', '激励语言 1.0\n设 费率 = = 5%\n')
        self.write('english.incent', 'incent 1.0\nlet rate = = 5%\n')
        for plan, options, environment, is_chinese in (
                ('chinese.incent', (), {}, True), ('english.incent', (), {}, False),
                ('chinese.incent', (), {'LANG': 'en_US.UTF-8'}, True), ('english.incent', (), {'LANG': 'zh_CN.UTF-8'}, False),
                ('chinese.incent', (), {'INCENT_LANG': 'en'}, False), ('english.incent', (), {'INCENT_LANG': 'zh'}, True),
                ('chinese.incent', ('--lang', 'en'), {'INCENT_LANG': 'zh'}, False)):
            _, err = self.run_incent('check', plan, *options, expect=1, env=environment)
            self.assertIn('错误[' if is_chinese else 'error[', err, (plan, options, environment))


if __name__ == '__main__':
    unittest.main()
