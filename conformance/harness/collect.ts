import { format } from 'node:util';

/** What the suites know of a profile: which of two answers is right. */
export type ProfileName = 'entra' | 'strict';

/** What a test may need that not every target has, and why it needs it. */
export const NEEDS = {
  table: 'looks at what is stored',
  clock: 'moves the time of the endpoint',
  faults: 'lets something fail inside the endpoint',
  tenants: 'asks another tenant, or with another scope',
  'empty directory': 'counts or orders everything that is there',
};
export type Need = keyof typeof NEEDS;

/** A check that has a name of its own outside of this project. */
interface Source {
  /** Where it is asked for, as in "interop §6.3". */
  readonly source: string;
  /** MUST, SHOULD … as the source says it; Microsoft's are mandatory, preview or optional. */
  readonly level: string;
}

export interface Test extends Partial<Source> {
  readonly kind: 'test';
  readonly title: string;
  /** The title before the values of a row are put in: docs/conformance.md names it so. */
  readonly written: string;
  readonly needs: readonly Need[];
  readonly run: Step;
}

/** A group of tests as data: Jest runs it, and so does `scim conformance`. */
export interface Suite {
  readonly kind: 'suite';
  readonly title: string;
  /** The only profile that it is right under. */
  readonly profile?: ProfileName;
  readonly needs: readonly Need[];
  readonly before: Step[];
  readonly after: Step[];
  readonly children: (Suite | Test)[];
}

type Step = () => Promise<void> | void;

/** The groups whose bodies run now, the innermost last. */
const open: Suite[] = [];

const innermost = (): Suite => {
  const suite = open.at(-1);
  if (suite === undefined) throw new Error('a test stands outside of every suite');
  return suite;
};

function collect(suite: Suite, body: () => void): Suite {
  open.push(suite);
  body();
  open.pop();
  return suite;
}

const suiteOf = (title: string, more: Partial<Suite> = {}): Suite => ({
  kind: 'suite',
  title,
  needs: [],
  before: [],
  after: [],
  children: [],
  ...more,
});

function add(written: string, run: Step, more: Partial<Test> = {}): void {
  innermost().children.push({ kind: 'test', title: written, written, needs: [], run, ...more });
}

/** A group of tests for endpoints of this profile; what it needs besides, the target must have. */
export const ofProfile =
  (profile: ProfileName, ...needs: readonly Need[]) =>
  (title: string, body: () => void): Suite =>
    collect(suiteOf(title, { profile, needs }), body);

/** A list of checks that somebody else wrote down: whoever asks for it gets it, whatever the profile. */
export const list = (title: string, body: () => void): Suite => collect(suiteOf(title), body);

export const describe = (title: string, body: () => void): void => {
  innermost().children.push(collect(suiteOf(title), body));
};

export const beforeAll = (step: Step): void => void innermost().before.push(step);
export const afterAll = (step: Step): void => void innermost().after.push(step);

/** A test that needs more than an endpoint; where that is not there, the report says what is missing. */
export const needing =
  (need: Need) =>
  (title: string, run: Step): void =>
    add(title, run, { needs: [need] });

/** A test of somebody's list: its name, where it is asked for, and how strongly. */
export const check = (level: string, source: string, title: string, run: Step): void =>
  add(title, run, { level, source });

export const test = Object.assign((title: string, run: Step): void => add(title, run), { each });

type DefineRows<Row> = (
  written: string,
  run: (...row: Row extends readonly unknown[] ? Row : [Row]) => Promise<void> | void,
) => void;

/** A test per row; `%s` in the title are the first values of the row. */
function each<Row extends readonly unknown[] | readonly [unknown]>(rows: readonly Row[]): DefineRows<Row>;
function each<Value>(rows: readonly Value[]): DefineRows<Value>;
function each(rows: readonly unknown[]): (written: string, run: (...row: unknown[]) => Promise<void> | void) => void {
  return (written, run) => {
    for (const one of rows) {
      const row: unknown[] = Array.isArray(one) ? one : [one];
      const shown = written.match(/%s/g)?.length ?? 0;
      add(written, () => run(...row), { title: format(written, ...row.slice(0, shown)) });
    }
  };
}
