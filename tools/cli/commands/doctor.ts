import type { Command } from 'commander';
import type { Health } from '../../../lambdas/doctor/diagnose.ts';
import { formatFacts } from '../output/facts.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim doctor`. */
export function addDoctorCommand(program: Command): void {
  addOperatorCommand(program, {
    command: 'doctor',
    description:
      'Why nothing flows from Entra, or that all is well: what was seen, the cause, and what to do in the portal.',
    options: [JSON_OBJECT],
    ask: () => ({}),
    describe,
  });
}

function describe(health: Health): string {
  const { status, summary, findings, failures, lastProbe, lastUserWrite, lastGroupWrite, lastRefusal } = health;
  const facts = formatFacts(
    [
      ['last probe', lastProbe ?? 'never'],
      ['last user write', lastUserWrite ?? 'never'],
      ['last group write', lastGroupWrite ?? 'never'],
      ['last refusal', lastRefusal ? `${lastRefusal.at} ${lastRefusal.reasons.join(', ')}` : 'never'],
      [
        'failures',
        `${Math.round(failures.rate * 100)} % of the last cycle (quarantine above ${failures.quarantineAbove * 100} %)`,
      ],
      ['next cycle due', health.nextCycleDue ?? 'unknown'],
    ],
    19,
  );
  return [
    `${status}: ${summary}`,
    ...findings.map(
      ({ signature, title, evidence, cause, fix }) =>
        `\n${signature}. ${title}\n   seen:  ${evidence}\n   cause: ${cause}\n   do:    ${fix}`,
    ),
    '',
    ...facts,
  ].join('\n');
}
