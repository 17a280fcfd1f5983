// Mutation testing of the whole core, a folder after the other: Jest loads every test file anew for
// every mutant, and a folder's own tests are few. FOLDER=scim/patch judges one folder alone. A
// mutant whose test run broke has not been judged and counts as one that survived.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, readAs } from './json.ts';

const LEAST_SCORE = 85;
const { FOLDER } = process.env;
const folders = FOLDER
  ? [FOLDER]
  : ['query', 'patch', 'members', 'resource', 'messages', 'schemas']
      .map((room) => `scim/${room}`)
      .concat('scim', 'life', 'tenant');

type Report = { files: Record<string, { mutants: { status: string }[] }> };

const isReport = (value: unknown): value is Report => isRecord(value) && isRecord(value['files']);

const noticed = new Set(['Killed', 'Timeout']);

const judge = (folder: string) => {
  const report = join('dist', `mutation-${folder.replace('/', '-')}.json`);
  const { status } = spawnSync('stryker', ['run'], {
    stdio: 'inherit',
    env: { ...process.env, FOLDER: folder, MUTATION_JSON: report },
  });
  const { files } = readAs(report, isReport);
  const mutants = Object.values(files).flatMap((file) => file.mutants.filter((mutant) => mutant.status !== 'Ignored'));
  const killed = mutants.filter((mutant) => noticed.has(mutant.status)).length;
  return { folder, mutants: mutants.length, killed, status };
};

const score = ({ mutants, killed }: { mutants: number; killed: number }) => (killed / mutants) * 100;

mkdirSync('dist', { recursive: true });
const results = folders.map(judge);
const whole = {
  folder: 'together',
  mutants: results.reduce((sum, result) => sum + result.mutants, 0),
  killed: results.reduce((sum, result) => sum + result.killed, 0),
  status: results.some((result) => result.status !== 0) ? 1 : 0,
};
console.log('\nfolder          mutants  noticed  score');
for (const result of [...results, whole]) {
  console.log(
    `${result.folder.padEnd(14)}${String(result.mutants).padStart(9)}${String(result.killed).padStart(9)}  ${score(result).toFixed(2)} %`,
  );
}
process.exitCode = whole.status === 0 && results.every((result) => score(result) >= LEAST_SCORE) ? 0 : 1;
