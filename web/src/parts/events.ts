import type { ActivityRow } from '../api/types.ts';

const EVENTS: Readonly<Record<string, string>> = {
  created: 'Created',
  updated: 'Changed',
  'members.changed': 'Members changed',
  deactivated: 'Disabled',
  reactivated: 'Enabled again',
  deleted: 'Deleted',
  restored: 'Brought back',
  erased: 'Erased',
};

/** What was done, by the part of an event behind the type: "Disabled". */
export const eventName = (event: string): string => EVENTS[event.slice(event.indexOf('.') + 1)] ?? event;

const MAKERS: Readonly<Record<string, string>> = {
  operator: 'by the operator of the service',
  purge: 'because the time to keep it has passed',
  recovery: 'by a recovery',
};

/** Who made a change; nothing is said where Entra did. */
export const madeBy = ({ by }: Pick<ActivityRow, 'by'>): string | null =>
  by === undefined ? null : (MAKERS[by] ?? null);
