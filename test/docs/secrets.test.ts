import { globSync, readFileSync } from 'node:fs';

/** What tells its reader commands: documents, and programs that print some. */
const FILES = [
  ...globSync('*.md'),
  ...globSync(['{docs,simulator,test/clients}/**/*.md', 'clients/{*.md,*/README.md,curl/*.sh}']),
  'tools/dev-server/banner.ts',
];

/**
 * Ways to put a secret among the arguments of a program, where every user of the machine can read it
 * (`ps`): as a header of curl, or as the value of an option.
 */
const AMONG_ARGUMENTS = [
  /(?:-H|--header)[ =]["']?(?:Authorization|x-local-hard)/i,
  /(?:-u|--user)[ =]["']?[\w-]+:/,
  /--oauth2-bearer/,
  /--(?:token|secret|client-secret)[ =]["']?[<$\w]/,
];

test.each(FILES.toSorted())('%s has no command with a secret among its arguments', (file) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.filter((line) => AMONG_ARGUMENTS.some((pattern) => pattern.test(line)));
  expect(found.filter((line) => !MEANT[file]?.test(line))).toEqual([]);
});

/** `--secret` of `client revoke` is the id of a secret. */
const MEANT: Readonly<Record<string, RegExp>> = { 'docs/authentication.md': /`--secret <secret id>`/ };
