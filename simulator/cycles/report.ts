import { REQUEST_KINDS, type RecordedRequest, type Refusal } from '../client/exchange.ts';
import type { CycleReport } from './provisioner.ts';

const SHOWN_BODY = 600;

/** The value below which `share` (0..1) of the sorted values lie; 0 without values. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function byKind(requests: readonly RecordedRequest[]): string {
  const counted = REQUEST_KINDS.map((kind) => [kind, requests.filter((each) => each.kind === kind).length] as const);
  const text = counted.filter(([, count]) => count > 0).map(([kind, count]) => `${kind} ${count}`);
  return text.length === 0 ? 'none' : text.join(', ');
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
    byKind(cycle.requests),
  ];
}

const HEADINGS = ['cycle', 'requests', 'writes', 'refused', 'retried', 'p50 ms', 'p95 ms', 'seconds', 'by kind'];

/** The cycles as a plain text table. */
export function formatCycles(cycles: readonly CycleReport[]): string {
  const rows = [HEADINGS, ...cycles.map(row)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === HEADINGS.length - 1;
  const pad = (cell: string, column: number): string =>
    isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n');
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
