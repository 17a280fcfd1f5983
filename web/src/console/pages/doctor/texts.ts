import { count } from '../../../parts/when.tsx';
import type { Glance } from '../../api/types.ts';

export const DOCTOR = {
  title: 'Is it flowing?',
  description: 'What the doctor sees in the traffic and the directory, why, and what helps.',
  directory: 'The directory',
};

export const retentionText = ({ days, deactivated }: Glance['retention']): string =>
  `${count(days, 'day', 'days')}; who is only disabled is ${deactivated === 'purge' ? 'erased, too' : 'kept'}`;
