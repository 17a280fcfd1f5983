import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = `
import { onEnd } from ${JSON.stringify(path.resolve('tools/on-end.ts'))};
onEnd((isAgain) => {
  console.log(isAgain ? 'again' : 'end');
  process.exit();
});
setInterval(() => undefined, 60_000);
console.log('up');
`;

/** Runs the program as npm does where its shell stays: the shell waits for it, and passes no signal on. */
async function lastWordAfter(signal: (shell: number) => void): Promise<string[]> {
  const shell = spawn('sh', ['-c', `"${process.execPath}" --input-type=module-typescript --eval "$PROGRAM"; true`], {
    env: { ...process.env, NODE_OPTIONS: '', PROGRAM, npm_lifecycle_event: 'start' },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const printed = createInterface({ input: shell.stdout });
  const lines: string[] = [];
  printed.on('line', (line) => {
    lines.push(line);
    if (line === 'up' && shell.pid !== undefined) signal(shell.pid);
  });
  // What has the pipe open is gone.
  await once(printed, 'close');
  return lines;
}

test.each<[string, (shell: number) => void]>([
  ['the shell of "npm run" is ended by SIGTERM', (shell) => process.kill(shell, 'SIGTERM')],
  ['the shell is killed', (shell) => process.kill(shell, 'SIGKILL')],
  ['its process group is ended, which a shell and npm may tell twice', (shell) => process.kill(-shell, 'SIGTERM')],
])('a program hears once that it is to end when %s', async (_name, signal) => {
  expect(await lastWordAfter(signal)).toEqual(['up', 'end']);
});
