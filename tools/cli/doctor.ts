import type { Command } from 'commander';
import type { Health } from '../../lambdas/doctor/diagnose.ts';
import { operate } from './invoke.ts';
import { addTargetOptions, findTarget, type TargetOptions } from './target.ts';

/** Adds `scim doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description(
      'Why nothing flows from Entra, or that all is well: what was seen, the cause, and what to do in the portal.',
    )
    .option('--json', 'print an object')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const health = await operate<Health>(await findTarget(options), { command: 'doctor' });
      console.log(json ? JSON.stringify(health) : describe(health));
    });
  addTargetOptions(command);
}

function describe(health: Health): string {
  const { status, summary, findings, failures, lastProbe, lastUserWrite, lastGroupWrite, lastRefusal } = health;
  const facts: [string, string][] = [
    ['last probe', lastProbe ?? 'never'],
    ['last user write', lastUserWrite ?? 'never'],
    ['last group write', lastGroupWrite ?? 'never'],
    ['last refusal', lastRefusal ? `${lastRefusal.at} ${lastRefusal.reasons.join(', ')}` : 'never'],
    [
      'failures',
      `${Math.round(failures.rate * 100)} % of the last cycle (quarantine above ${failures.quarantineAbove * 100} %)`,
    ],
    ['next cycle due', health.nextCycleDue ?? 'unknown'],
  ];
  return [
    `${status}: ${summary}`,
    ...findings.map(
      ({ signature, title, evidence, cause, fix }) =>
        `\n${signature}. ${title}\n   seen:  ${evidence}\n   cause: ${cause}\n   do:    ${fix}`,
    ),
    '',
    ...facts.map(([name, value]) => `${name.padEnd(19)}${value}`),
  ].join('\n');
}
