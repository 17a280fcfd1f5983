// Runs Java as a child and ends it when the process that started us goes away, however it goes: the
// IPC channel closes even after a SIGKILL, which nothing in the killed process itself could have
// handled.
import { spawn } from 'node:child_process';

const GRACE_MS = 3_000;
const [java = 'java', ...args] = process.argv.slice(2);
const child = spawn(java, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('spawn', () => process.send?.(child.pid));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));

process.on('SIGTERM', () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
});
process.on('disconnect', () => child.kill('SIGKILL'));
