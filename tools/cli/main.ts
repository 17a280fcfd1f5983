import { codeOf } from '../../lib/thrown.ts';
import { runProgram } from './program.ts';

// Whoever reads may have seen enough, as in "token list | head -1": what was begun is ended all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (codeOf(error) !== 'EPIPE') throw error;
  });

process.exitCode = await runProgram(process.argv.slice(2));
