import { count, formatHour } from '../../../parts/when.tsx';
import type { Glance } from '../../api/types.ts';

export const DOCTOR = {
  title: 'Is it flowing?',
  description: 'What the doctor sees in the traffic and the directory, why, and what helps.',
  directory: 'The directory',
  guard: 'The guard looked for mass losses',
};

export const knownText = (knownUpTo: string): string =>
  `All is known up to ${formatHour(knownUpTo)}; what came since may be missing.`;

export const retentionText = ({ days, deactivated }: Glance['retention']): string =>
  `${count(days, 'day', 'days')}; who is only disabled is ${deactivated === 'purge' ? 'erased, too' : 'kept'}`;
