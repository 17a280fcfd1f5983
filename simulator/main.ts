import { runEntra } from './run-entra.ts';

process.exitCode = await runEntra(process.argv.slice(2), process.env, {
  out: console.log,
  err: console.error,
  screen: process.stderr,
});
