/** What the clock shows when the examples begin, whatever day they were recorded on. */
const BEGIN = '2027-01-31T08:00:00.000Z';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** Also in lines of JSON, which are a text in JSON here. */
const CURSOR = /"(?:next|changes)\\*":\\*"([^"\\]+)\\*"/g;
const CREDENTIAL = /"by":"([0-9a-f]+)"/g;
const MINUTE = 60_000;

/**
 * The same JSON with ids, cursors and times that are always the same. `ids`: those that come first,
 * in order. `begun`: when the recording began, milliseconds; what is done in a minute was done when it
 * began.
 */
export function fixed(json: string, ids: readonly string[], begun: number): string {
  const all = new Set([...ids, ...[...json.matchAll(UUID)].map(([id]) => id)]);
  const cursors = new Set([...json.matchAll(CURSOR)].map(([, cursor = '']) => cursor));
  const credentials = new Set([...json.matchAll(CREDENTIAL)].map(([, id = '']) => id));
  const names = new Map([
    ...[...all].map((id, index) => [id, `00000000-0000-4000-8000-${numbered(index, 12)}`] as const),
    ...[...cursors].map((cursor, index) => [cursor, `cursor-${numbered(index, 2)}`] as const),
    ...[...credentials].map((id, index) => [id, `credential-${numbered(index, 2)}`] as const),
  ]);
  const named = [...names].reduce((text, [from, to]) => text.replaceAll(from, to), json);
  const shift = begun - Date.parse(BEGIN);
  return named.replaceAll(TIME, (time) => {
    const at = Date.parse(time) - shift;
    return new Date(at - (at % MINUTE)).toISOString();
  });
}

const numbered = (index: number, digits: number): string => String(index + 1).padStart(digits, '0');
