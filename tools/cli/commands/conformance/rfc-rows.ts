import type { Outcome, Status } from '../../../../conformance/harness/run.ts';
import { namedTest, readRows, suiteOf } from '../../../docs/conformance-rows.ts';
import type { Line } from './line.ts';

/** A failure counts more than a pass, a pass more than a test that did not run. */
const WORST_FIRST: readonly Status[] = ['failed', 'passed', 'not seen', 'other profile'];

/** The rows of docs/conformance.md, each with what became of its test. */
export const rfcRows = (document: string, outcomes: readonly Outcome[], stopped: boolean): Line[] =>
  readRows(document).map(({ cells: [source = '', level = '', name = '', how = '', test = ''] }) => ({
    source,
    level,
    name,
    ...whatBecame(how, test, outcomes, stopped),
  }));

const whyNotSeen = (suite: string | undefined, stopped: boolean): string =>
  suite === undefined
    ? 'its test looks inside of this project'
    : stopped
      ? 'the run was stopped before it'
      : 'its suite was not played';

function whatBecame(
  how: string,
  cell: string,
  outcomes: readonly Outcome[],
  stopped: boolean,
): Pick<Line, 'status' | 'why'> {
  if (how.startsWith('Not')) return { status: 'not seen', why: 'where the RFC leaves a choice, its test shows ours' };
  const { file = '', name = '' } = namedTest(cell) ?? {};
  const suite = suiteOf(file);
  const own = outcomes.filter(
    ({ file, groups, test }) => file === suite && (test.written === name || groups.includes(name)),
  );
  const status = WORST_FIRST.find((status) => own.some((one) => one.status === status));
  if (status === undefined) return { status: 'not seen', why: whyNotSeen(suite, stopped) };
  const why = own.find((one) => one.status === status)?.why;
  return { status, ...(why !== undefined && { why }) };
}
