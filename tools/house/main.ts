// What docs/adr/0014 promises about the shape of the code, counted: `npm run house`. `--where` tells what makes each number.
import { join } from 'node:path';
import { figuresOf, type Figure } from './figures.ts';
import { readSources, SOURCE_FOLDERS } from './sources.ts';

const figures = figuresOf(readSources(join(import.meta.dirname, '..', '..'), SOURCE_FOLDERS));
const showsAll = process.argv.includes('--where');
const isBroken = ({ now, most }: Figure): boolean => now > most;

for (const figure of figures) {
  const { what, now, most, where } = figure;
  console.log(`${isBroken(figure) ? 'X' : ' '} ${what.padEnd(44)}${String(now).padStart(6)}   at most ${most}`);
  if (showsAll || isBroken(figure)) for (const line of where) console.log(`      ${line}`);
}
process.exitCode = figures.some(isBroken) ? 1 : 0;
