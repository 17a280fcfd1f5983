import { REQUEST_KINDS, type RecordedRequest, type Refusal } from '../client/exchange.ts';
import { isSoftDeleted, type Company } from '../company/person.ts';
import { inLines } from './in-lines.ts';
import type { CycleReport } from './provisioner.ts';

const SHOWN_BODY = 600;

/** The value below which `share` (0..1) of the sorted values lie; 0 without values. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const WIDTH = 80;

function byKind(requests: readonly RecordedRequest[]): string[] {
  const counted = REQUEST_KINDS.map((kind) => [kind, requests.filter((each) => each.kind === kind).length] as const);
  return counted.filter(([, count]) => count > 0).map(([kind, count]) => `${kind} ${count}`);
}

function row(cycle: CycleReport): string[] {
  const times = cycle.requests.map((request) => request.ms);
  const retried = cycle.requests.filter((request) => request.retried).length;
  return [
    cycle.name,
    String(cycle.requests.length),
    String(cycle.writes),
    String(cycle.refused.length),
    String(retried),
    percentile(times, 0.5).toFixed(1),
    percentile(times, 0.95).toFixed(1),
    cycle.seconds.toFixed(1),
  ];
}

const HEADINGS = ['cycle', 'requests', 'writes', 'refused', 'retried', 'p50 ms', 'p95 ms', 'seconds'];

/** The cycles as a plain text table, and what they asked, in lines of 80 characters. */
export function formatCycles(cycles: readonly CycleReport[]): string {
  const rows = [HEADINGS, ...cycles.map(row)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const table = rows.map((cells) => cells.map(pad).join('  '));
  const [name = 0] = widths;
  const asked = cycles.flatMap(({ name: cycle, requests }) =>
    inLines(byKind(requests), WIDTH - name - 2).map(
      (line, index) => `${(index === 0 ? cycle : '').padEnd(name)}  ${line}`,
    ),
  );
  return [...table, '', 'requests by kind', ...asked].join('\n');
}

/** Why fewer users are created than there are; undefined where all are. */
export function formatLeftOut({ people }: Company): string | undefined {
  const out = people.filter(isSoftDeleted);
  if (out.length === 0) return undefined;
  const disabled = out.filter(({ accountEnabled }) => !accountEnabled).length;
  const reasons = [
    [disabled, 'disabled'],
    [out.length - disabled, 'not assigned'],
  ].flatMap(([count, why]) => (count === 0 ? [] : [`${count} ${why}`]));
  return [
    `${people.length - out.length} of the ${people.length} users are created: ${reasons.join(', ')} from the start.`,
    'Entra does not provision these.',
  ].join('\n');
}

const shorten = (text: string): string => (text.length > SHOWN_BODY ? `${text.slice(0, SHOWN_BODY)} …` : text);

/** One refused answer with the request that led to it. */
export function formatRefusal({ kind, expectation, reason, request, answer }: Refusal): string {
  return [
    `${kind}: ${expectation}: ${reason}`,
    `  > ${request.method} ${request.url}`,
    ...(request.body === undefined ? [] : [`  > ${shorten(JSON.stringify(request.body))}`]),
    `  < ${answer.status} ${answer.headers['content-type'] ?? ''}`.trimEnd(),
    ...(answer.text === '' ? [] : [`  < ${shorten(answer.text)}`]),
  ].join('\n');
}

/** The first refused answers, `limit` of them, and how many more there are. */
export function formatRefusals(refused: readonly Refusal[], limit: number): string {
  const more = refused.length > limit ? [`… and ${refused.length - limit} more`] : [];
  return [...refused.slice(0, limit).map(formatRefusal), ...more].join('\n');
}
