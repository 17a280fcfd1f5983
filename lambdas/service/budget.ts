/** How much work one request may make, and why so much. */
export interface Budget {
  readonly limit: number;
  /** What is counted. */
  readonly unit: string;
  /** The measured number behind the limit. */
  readonly why: string;
}

/**
 * What requests may cost, by counting work and never by a clock: the same request has the same
 * answer on a slow day. docs/performance.md shows this table, docs/adr/0018 says how it came about.
 * A function of 512 MB has 0.29 of a processor: 1 s of its time is 0.29 s of CPU.
 */
export const BUDGETS = {
  query: {
    limit: 14_000,
    unit: 'KB of the resources that are looked at, each with one more for itself',
    why:
      '5 s at 512 MB are 1.45 s of CPU; a KB takes 40 to 65 µs (`npm run bench:query`): 0.6 to 0.9 s, and time for ' +
      'DynamoDB is left. 7,000 users of 1 KB',
  },
  members: {
    limit: 40_000,
    unit: 'members that are read for one page of groups; one with its name counts as 10',
    why:
      '6 MB are 37,500 members of 160 bytes; one takes 25 to 40 µs, read and rendered: 1.0 to 1.6 s of CPU, ' +
      '5 s at 512 MB',
  },
  patch: {
    limit: 500_000,
    unit:
      'values that the operations of a PATCH look at, each once more for each comparison of a filter; ' +
      'in a Bulk request each operation has its part of them',
    why:
      '2 s at 512 MB are 0.58 s of CPU; a value takes up to 0.6 µs (`npm run bench:hostile`): 0.3 s, and time is left ' +
      'to read and write a resource of 300 KB. 120 filtered paths on 2,000 values, or one on 200,000 members',
  },
} as const satisfies Readonly<Record<string, Budget>>;

export type BudgetName = keyof typeof BUDGETS;

/** Other limits than those of the table, for tests: nobody has to make 7,000 users. */
export type Limits = Readonly<Partial<Record<BudgetName, number>>>;

/** What is left of a budget while a request is being answered. */
export interface Allowance {
  readonly spend: (work: number) => void;
  readonly isSpent: () => boolean;
  /**
   * How many more things to read at once: as many as are within it by what those so far have cost,
   * so many at first when nobody knows, at least one.
   */
  readonly reach: (most: number, first?: number) => number;
}

/** A budget of which nothing is used yet. */
export function allowanceOf(name: BudgetName, { limits }: { readonly limits?: Limits | undefined }): Allowance {
  let left = limitOf(name, { limits });
  let times = 0;
  let spent = 0;
  return {
    spend: (work) => {
      left -= work;
      spent += work;
      times += 1;
    },
    isSpent: () => left <= 0,
    reach: (most, first = most) =>
      times === 0 ? first : Math.max(1, Math.min(most, Math.ceil((left * times) / spent))),
  };
}

export const limitOf = (name: BudgetName, { limits }: { readonly limits?: Limits | undefined }): number =>
  limits?.[name] ?? BUDGETS[name].limit;
