import type { Answer, Ask, OperatorCommand } from '../../../lambdas/operator/commands.ts';
import { isRecord } from '../../json.ts';
import { toKind } from '../input/events.ts';
import { namedHistory } from '../credentials/named-history.ts';
import { toWholeNumber } from '../input/arguments.ts';
import { toTime } from '../../to-time.ts';
import { operate } from '../target/functions.ts';
import { restoreWhole } from '../target/restore-whole.ts';
import { text, type Asked } from './asked.ts';
import type { Row, Run } from './row.ts';

type OperatorRows = { readonly [Name in OperatorCommand]: Row<Answer<Name>> };

/** What the operator function does by itself. */
const by =
  <Name extends OperatorCommand>(name: Name, ask: Ask<Name>): Run<Answer<Name>> =>
  (target) =>
    operate(target, name, ask);

const user = (asked: Asked) => ({ user: asked.needed('user', text) });
const hold = (asked: Asked) => ({ hold: asked.needed('hold', text) });

type Position = NonNullable<Ask<'credential touched'>['from']>;
type Resources = Ask<'credential undo'>['resources'];

// What the function answered before comes back as it was; the function looks at it itself.
const isPosition = (value: unknown): value is Position =>
  isRecord(value) && Number.isSafeInteger(value['item']) && Number.isSafeInteger(value['offset']);
const isProgress = (value: unknown): value is Answer<'check'> => isRecord(value) && Array.isArray(value['problems']);
const areResources = (value: unknown): value is Resources => Array.isArray(value) && value.every(isRecord);

/** Everything that the operator function does. */
export const ofOperator: OperatorRows = {
  'user show': (asked) => by('user show', user(asked)),
  'user search': (asked) => by('user search', { text: asked.needed('text', text) }),
  'user preview': (asked) => by('user preview', user(asked)),
  'user history': (asked) => {
    const before = asked.maybe('before', toWholeNumber('versions', 1, 999_999_999));
    const who = user(asked);
    return (target) => namedHistory(target, { ...who, ...(before !== undefined && { before }) });
  },
  'user held': (asked) => {
    const after = asked.maybe('after', text);
    return by('user held', { ...user(asked), ...(after !== undefined && { after }) });
  },
  'user restore': (asked) => by('user restore', user(asked)),
  'user restore-to': (asked) =>
    by('user restore-to', { ...user(asked), to: asked.needed('to', toTime), dryRun: asked.yes('dryRun') }),
  'user erase': (asked) => by('user erase', user(asked)),
  'user hold': (asked) => by('user hold', { ...user(asked), reason: asked.needed('reason', text) }),
  'user lift': (asked) => by('user lift', user(asked)),
  'credential touched': (asked) => {
    const from = asked.shaped('from', isPosition);
    const [who, since] = [asked.needed('by', text), asked.needed('since', toTime)];
    return by('credential touched', { by: who, since, ...(from && { from }) });
  },
  'credential undo': (asked) => {
    const resources = asked.shaped('resources', areResources) ?? [];
    const [who, since] = [asked.needed('by', text), asked.needed('since', toTime)];
    const [deleteCreated, dryRun] = [asked.yes('deleteCreated'), asked.yes('dryRun')];
    return by('credential undo', { by: who, since, resources, deleteCreated, dryRun });
  },
  'group list': () => by('group list', {}),
  'group find': (asked) => by('group find', { group: asked.needed('group', text) }),
  'group restore': (asked) => by('group restore', { group: asked.needed('group', text) }),
  'group restore-to': (asked) =>
    by('group restore-to', {
      group: asked.needed('group', text),
      to: asked.needed('to', toTime),
      dryRun: asked.yes('dryRun'),
    }),
  'hold list': () => by('hold list', {}),
  'hold show': (asked) => by('hold show', hold(asked)),
  'hold release': (asked) => by('hold release', hold(asked)),
  'hold restore': (asked) => {
    const { hold: id } = hold(asked);
    return (target) => restoreWhole(target, id);
  },
  'purge preview': (asked) => {
    const after = asked.maybe('after', text);
    return by('purge preview', { asOf: asked.needed('asOf', toTime), ...(after !== undefined && { after }) });
  },
  'events list': (asked) => {
    const [kind, type] = [asked.maybe('kind', toKind), asked.maybe('type', text)];
    const [before, after] = [asked.shaped('before', isPosition), asked.shaped('after', isPosition)];
    return by('events list', {
      ...(kind && { kind }),
      ...(type !== undefined && { type }),
      ...(before && { before }),
      ...(after && { after }),
    });
  },
  check: (asked) => {
    const progress = asked.shaped('progress', isProgress);
    return by('check', progress ? { progress } : {});
  },
  glance: () => by('glance', {}),
  doctor: () => by('doctor', {}),
  mapping: () => by('mapping', {}),
  quality: () => by('quality', {}),
  settings: () => by('settings', {}),
  trusts: () => by('trusts', {}),
};
