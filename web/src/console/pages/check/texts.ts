import { count, formatNumber } from '../../../parts/when.tsx';

export const CHECK = {
  title: 'Check of the table',
  description:
    'Reads the whole table and tells what in it belongs to nobody, or is missing. It changes nothing, and may run while Entra writes.',
  start: 'Check it',
  stop: 'Stop',
  cost: 'It takes about 0.7 read units an item.',
  well: 'Nothing is missing, and nothing belongs to nobody.',
  none: 'No problem so far.',
};

export const progressText = (items: number, problems: number): string =>
  `${count(items, 'item', 'items')} looked at, ${count(problems, 'problem', 'problems')}`;

export const moreText = (more: number): string => `and ${formatNumber(more)} more`;
