import { count } from '../../../parts/when.tsx';
import type { RestoredGroupTo } from '../../api/types.ts';

export const GROUPS = {
  title: 'Groups',
  description: 'A group as it was at a time, with its members; and those that were deleted and are kept.',
  find: 'Find a group',
  hint: 'Its whole name, its external id, or its id; also of one that was deleted.',
  button: 'Find',
  found: 'Found',
  nobody: 'No group is called so, and none that was deleted and is kept was.',
  back: 'Back to groups',
  deleted: 'Deleted groups',
  lastFirst: 'The last deleted first. Each is kept until its retention has passed.',
  empty: 'No deleted group is kept.',
  restore:
    'The group is back under its id and name, with those of its members who are still here, in the groups that it was in.',
  restoreTo:
    'Its attributes are as they were, who was taken out since is in again, and who was put in is out. Who is not here any more stays out.',
};

/** How members differ from then. */
export const membersText = ({ joined, removed }: RestoredGroupTo): string[] => [
  ...(joined > 0 ? [`${count(joined, 'member', 'members')} would be back`] : []),
  ...(removed > 0 ? [`${count(removed, 'member', 'members')} would be out again`] : []),
];

export const farText = (progress: RestoredGroupTo | null): string =>
  progress === null
    ? 'It begins'
    : `${count(progress.joined + progress.removed, 'member has', 'members have')} moved, ${count(progress.left, 'is', 'are')} looked at next`;

export const restoredToText = (name: string, { joined, removed }: RestoredGroupTo): string =>
  `The group ${name} is as it was: ${count(joined, 'member is', 'members are')} back, ${count(removed, 'is', 'are')} out again.`;
