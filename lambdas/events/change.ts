import { stateOf, type State } from '../life/lifecycle.ts';
import type { BesideGroup, Moved } from '../store/ports/images.ts';
import type { StoredResource } from '../life/stored-resource.ts';

/**
 * One write of a resource, as the table's stream tells it. `before` or `after` is missing where
 * there was, or is, none.
 */
export interface Change {
  readonly before?: StoredResource | undefined;
  readonly after?: StoredResource | undefined;
  /** When it was written, ISO 8601: all there is to know about the time when nothing is left. */
  readonly at: string;
  /** The members of it that came and went. */
  readonly moved?: Moved;
  /** The write of something that stands beside a group, and not of a resource. */
  readonly beside?: BesideGroup;
}

/** What a change means to somebody who follows a directory. */
export type ChangeKind =
  'created' | 'updated' | 'members.changed' | 'deactivated' | 'reactivated' | 'deleted' | 'restored' | 'erased';

type Standing = State | 'absent';
type Row = Readonly<Record<Standing, ChangeKind | undefined>>;

const none = undefined;

/**
 * Row: what a resource was. Column: what it is now. A deleted one is out of sight, so what happens
 * to it meanwhile is nobody's business.
 */
const MEANING: Readonly<Record<Standing, Row>> = {
  absent: { active: 'created', deactivated: 'created', deleted: none, erased: none, absent: none },
  active: { active: 'updated', deactivated: 'deactivated', deleted: 'deleted', erased: 'erased', absent: 'deleted' },
  deactivated: {
    active: 'reactivated',
    deactivated: 'updated',
    deleted: 'deleted',
    erased: 'erased',
    absent: 'deleted',
  },
  deleted: { active: 'restored', deactivated: 'restored', deleted: none, erased: 'erased', absent: 'erased' },
  erased: { active: none, deactivated: none, deleted: none, erased: none, absent: none },
};

/**
 * What a change means; undefined for one that nobody can see. Every visible write moves the
 * version, and nothing else does.
 */
export function meaningOf({ before, after }: Pick<Change, 'before' | 'after'>): ChangeKind | undefined {
  if (before?.version === after?.version) return undefined;
  return MEANING[standing(before)][standing(after)];
}

function standing(resource: StoredResource | undefined): Standing {
  return resource ? stateOf(resource) : 'absent';
}
