import type { Status } from '../../../../conformance/harness/run.ts';
import { formatTable } from '../../output/table.ts';
import type { Line } from './line.ts';
import type { Report } from './report.ts';

const STATUSES: readonly Status[] = ['passed', 'failed', 'not seen', 'other profile'];

const COLUMNS = ['result', 'level', ['source', 'Source', 'cut'], ['check', 'Check', 'cut']] as const;

/** The report for people: every check, the RFCs counted by level, and what failed. */
export function asText({ run, url, profile, checks, rfcs, failures }: Report): string {
  const failed = rfcs.filter(({ status }) => status === 'failed');
  return [
    `run ${run} of ${url}, profile ${profile}`,
    ...(checks.length === 0 ? [] : ['', formatTable(COLUMNS, checks.map(cellsOf))]),
    ...(rfcs.length === 0 ? [] : ['', 'requirements of the RFCs (docs/conformance.md)', byLevel(rfcs)]),
    ...(failed.length === 0 ? [] : ['', formatTable(COLUMNS, failed.map(cellsOf))]),
    ...failures.flatMap(({ name, why }) => ['', `failed: ${name}`, indent(why)]),
  ].join('\n');
}

const cellsOf = ({ status, level, source, name }: Line) => ({ result: status, level, source, check: name });

function byLevel(lines: readonly Line[]): string {
  const levels = [...new Set(lines.map(({ level }) => level))].toSorted();
  const count = (level: string, status: Status): string =>
    String(lines.filter((line) => line.level === level && line.status === status).length);
  const rows = levels.map((level) => ({
    level,
    ...Object.fromEntries(STATUSES.map((status) => [status, count(level, status)])),
  }));
  return formatTable(['level', ...STATUSES], rows);
}

/** The first lines of what is wrong, set off. */
const indent = (why: string): string =>
  why
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
