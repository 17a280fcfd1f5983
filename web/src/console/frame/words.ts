import type { Failure, FailureKind } from '../../api/failure.ts';
import type { Words } from '../../door/door.ts';
import type { ProblemKind } from '../api/types.ts';

/** What each of these means is in the words below it, which are those of the tenant or of AWS. */
export const PROBLEMS: Readonly<Record<ProblemKind, Words>> = {
  'no-credentials': {
    type: 'warning',
    header: 'No AWS credentials',
    text: 'Sign in where the console was started (aws sso login, or AWS_PROFILE), then try again.',
  },
  denied: {
    type: 'error',
    header: 'Your AWS credentials may not do this',
    text: 'They need what every command of the command line needs.',
  },
  busy: { type: 'warning', header: 'It is busy', text: 'Wait a moment, then try again.' },
  unreachable: { type: 'warning', header: 'It did not answer', text: 'Look at the network, then try again.' },
  'not-found': {
    type: 'warning',
    header: 'It was not found',
    text: 'Is it deployed, and in the Region of this shell?',
  },
  refused: { type: 'error', header: 'It cannot be done', text: '' },
  failed: { type: 'error', header: 'It failed', text: 'Nothing more was done. Look at the reason, then try again.' },
};

const OWN: Readonly<Partial<Record<FailureKind, Words>>> = {
  offline: {
    type: 'warning',
    header: 'The console does not answer',
    text: 'Does "npm run scim -- console" still run? If it does, what you asked for may go on: look before you ask again.',
  },
  ended: { type: 'error', header: 'This address does not work', text: 'Open the one that the console printed.' },
  missing: { type: 'info', header: 'It is not here', text: '' },
};

const isProblem = (code: string | null): code is ProblemKind => code !== null && Object.hasOwn(PROBLEMS, code);

/** What the console says of a failure. */
export const wordsFor = ({ kind, code }: Failure): Words =>
  isProblem(code) ? PROBLEMS[code] : (OWN[kind] ?? PROBLEMS.failed);
