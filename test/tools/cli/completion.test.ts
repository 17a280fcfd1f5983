import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SHELLS } from '../../../tools/cli/completion/scripts.ts';
import { sizes, wholePlay } from '../../support/sizes.ts';

/** What is typed behind the name of the program, and the word that Tab makes of its last one. */
const TYPED: Readonly<Record<string, string>> = {
  us: 'user',
  'token re': 'revoke',
  'token create --scope d': 'directory',
  'token create --scope scim:': 'scim:read',
  'token create --scope=scim:r': '--scope=scim:read',
  'token list --tenant ac': 'acme',
  'token list --tenant=ac': '--tenant=acme',
  'export --out some': 'somewhere.csv',
  'export --out=some': '--out=somewhere.csv',
};

/** How a shell is started so that it prints each line that Tab has completed, between << and >>. */
type Play = (lines: readonly string[]) => { readonly words: readonly string[]; readonly input?: string };

/** Behind Tab: what prints the line, and what empties it. */
const keys = (line: string): string => `${line}\t\u0014\u0015`;

/** Zsh completes on a terminal only: this is one, of its own. */
const IN_ZSH = `zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'PS1=; unset zle_bracketed_paste; autoload -U compinit; compinit -u -D; source <(serverless-scim completion zsh)
dump() { print -r -- "<<$BUFFER>>"; }; zle -N dump; bindkey "^T" dump; stty cols 200 -echo; print READ""Y'
zpty -r shell shown '*READY*'
for line; do
  zpty -w -n shell "$line"
  zpty -r shell shown '*<<*>>*'
  print -r -- "$shown"
done`;

const PLAYS: Readonly<Record<(typeof SHELLS)[number], Play>> = {
  bash: (lines) => ({
    words: ['--norc', '--noprofile', '-i'],
    input: [
      'source <(serverless-scim completion bash)',
      `bind -x '"\\C-t": echo "<<$READLINE_LINE>>"'`,
      lines.map(keys).join(''),
    ].join('\n'),
  }),
  zsh: (lines) => ({ words: ['-f', '-c', IN_ZSH, 'zsh', ...lines.map(keys)] }),
  fish: (lines) => ({
    words: [
      '--no-config',
      '-c',
      'serverless-scim completion fish | source; for line in $argv; echo "<<"(complete -C $line | string split -f 1 \\t)">>"; end',
      ...lines,
    ],
  }),
};

describe.each(SHELLS)('%s', (shell) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  if (sizes.wholePlays && !isThere) console.warn(`Completion in ${shell} is not tested: there is no ${shell} here.`);

  const whereShellIs = isThere ? wholePlay : test.skip;
  whereShellIs('completes what the program knows, and files', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'completion-'));
    mkdirSync(path.join(folder, 'tenants'));
    writeFileSync(path.join(folder, 'tenants', 'acme.json'), '{}');
    writeFileSync(path.join(folder, 'somewhere.csv'), '');
    symlinkSync(path.resolve('bin/serverless-scim.mjs'), path.join(folder, 'serverless-scim'));
    const { words, input } = PLAYS[shell](Object.keys(TYPED).map((typed) => `serverless-scim ${typed}`));
    const { stdout } = spawnSync(shell, words, {
      cwd: folder,
      env: {
        HOME: folder,
        TERM: 'dumb',
        PATH: [folder, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
      },
      encoding: 'utf8',
      timeout: 60_000,
      ...(input !== undefined && { input }),
    });
    rmSync(folder, { recursive: true });
    const completed = [...stdout.matchAll(/<<(.*?)>>/g)].map(([, line = '']) => line.trim().split(' ').at(-1));
    expect(completed).toEqual(Object.values(TYPED));
  });
});
