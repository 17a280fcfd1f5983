import { count, formatNumber } from '../../../parts/when.tsx';

export const QUALITY = {
  title: 'Data quality',
  description:
    'What is missing or odd in the directory. It reads every person, which takes a while where there are many.',
  well: 'There is nothing to complain about.',
  unfilled: 'Nobody has a value. Is it mapped in Entra?',
  unused: 'Arrives, and feeds no field',
  shared: 'The e-mail address of several people',
};

export const missingText = (users: number, of: number): string =>
  `${formatNumber(users)} of ${formatNumber(of)} without`;
export const phoneText = (users: number): string =>
  `${count(users, 'person has', 'people have')} no phone number in it`;
