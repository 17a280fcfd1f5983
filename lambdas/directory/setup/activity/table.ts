import { toCsv } from '../../csv.ts';
import type { ActivityRow } from './row.ts';

const COLUMNS: readonly (readonly [name: string, of: (row: ActivityRow) => string | number | null | undefined])[] = [
  ['time', ({ time }) => time],
  ['result', ({ result }) => result],
  ['kind', ({ kind }) => kind],
  ['event', ({ event }) => event],
  ['type', ({ type }) => type],
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['externalId', ({ externalId }) => externalId],
  ['attributes', ({ attributes }) => attributes.join(' ')],
  ['status', ({ status }) => status],
  ['scimType', ({ scimType }) => scimType],
  ['leftOut', ({ leftOut }) => leftOut],
  ['credential', ({ by }) => by],
  ['requestId', ({ requestId }) => requestId],
  ['clientRequestId', ({ clientRequestId }) => clientRequestId],
];

/** What happened as CSV (RFC 4180). */
export const activityTable = (rows: readonly ActivityRow[], { header }: { readonly header: boolean }): string =>
  toCsv([
    ...(header ? [COLUMNS.map(([name]) => name)] : []),
    ...rows.map((row) =>
      COLUMNS.map(([, of]) => {
        const value = of(row) ?? null;
        return value === null ? null : String(value);
      }),
    ),
  ]);
