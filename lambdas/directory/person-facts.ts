import { DAY } from '../duration.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { HistoryEntry, HistoryReader } from '../store/ports/history.ts';
import { JOURNAL_DAYS, type JournalEntry, type JournalReader } from '../store/ports/journal.ts';
import type { Field } from '../tenant/fields.ts';
import { previewFields, type PreviewField } from './preview.ts';
import { soughtAs } from './setup/activity/person.ts';
import { groupsOf } from './user-groups.ts';

type Refusal = Extract<JournalEntry, { readonly refusal: unknown }>['refusal'];

/** What one looks for first when somebody asks about a person. */
export interface PersonFacts {
  /** What the directory tells; nothing of whoever was erased. */
  readonly fields: readonly Pick<PreviewField, 'field' | 'value'>[];
  /** Those it is directly in. */
  readonly groups: readonly { readonly id: string; readonly name: string | null }[];
  /** By a client, as Entra is one; not there where its last changes have none. */
  readonly lastChange?: Pick<HistoryEntry, 'time' | 'event' | 'changed' | 'by'>;
  /** Of the last 30 days. */
  readonly lastRefusal?: Pick<Refusal, 'at' | 'operation' | 'status' | 'scimType' | 'attributes'>;
}

interface Context extends Pick<Parameters<typeof groupsOf>[0], 'types'> {
  readonly store: HistoryReader & Parameters<typeof groupsOf>[0]['store'];
  readonly fields: readonly Field[];
  readonly journal: Pick<JournalReader, 'journalOf'>;
  readonly now: () => string;
}

/** Whoever changes something and is no client. */
const OURSELVES: ReadonlySet<string | undefined> = new Set(['operator', 'purge', 'recovery', undefined]);
/** Changes among which the last one by a client is looked for. */
const LOOKED_AT = 100;

/** The facts about a person who is, or was, here. */
export async function personFacts(context: Context, person: StoredResource): Promise<PersonFacts> {
  const { store, types, fields } = context;
  const isErased = person.erasedAt !== undefined;
  const [groups, { changes }, refusal] = await Promise.all([
    groupsOf({ store, types }, [person.id]),
    store.history(person.type, person.id, { limit: LOOKED_AT }),
    lastRefusal(context, soughtAs({ types }, person).names),
  ]);
  const last = changes.find(({ by }) => !OURSELVES.has(by));
  const shown = isErased ? [] : previewFields(fields, person.attributes);
  return {
    fields: shown.map(({ field, value }) => ({ field, value })),
    groups: groups.get(person.id) ?? [],
    ...(last && { lastChange: changeOf(last) }),
    ...(refusal && { lastRefusal: refusal }),
  };
}

const changeOf = ({ time, event, changed, by }: HistoryEntry) => ({
  time,
  event,
  changed,
  ...(by !== undefined && { by }),
});

async function lastRefusal({ journal, now }: Context, names: readonly string[]) {
  const from = new Date(Date.parse(now()) - JOURNAL_DAYS * DAY).toISOString();
  const { entries } = await journal.journalOf(names, { from, limit: 1 });
  return entries.flatMap((entry) => ('refusal' in entry ? refusalOf(entry.refusal) : []))[0];
}

const refusalOf = ({ at, operation, status, scimType, attributes }: Refusal) => ({
  at,
  operation,
  status,
  ...(scimType !== undefined && { scimType }),
  attributes,
});
