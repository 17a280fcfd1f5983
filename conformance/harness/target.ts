import type { ProfileName } from './collect.ts';

/** What the tests look at in a body: a resource, a list or an error, as the test knows which. */
export interface ScimBody {
  readonly id: string;
  readonly userName: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly totalResults: number;
  readonly Resources: readonly ScimBody[];
  readonly detail: string;
  readonly nextCursor?: string;
  readonly previousCursor?: string;
  readonly [name: string]: unknown;
}

/** An answer as a client sees it; `body` is parsed, and empty when none was sent. */
export interface ScimAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ScimBody;
}

/** Sends to a path below the base; a body that is a string is sent as it is, anything else as JSON. */
export type Request = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ScimAnswer>;

/** What a suite is run against. */
export interface Target {
  /** The SCIM base, as it is in `meta.location`. */
  readonly base: string;
  readonly request: Request;
  /**
   * Makes a user that an earlier test no longer needs into this one, where users are to be saved.
   */
  readonly renew?: (body: object) => Promise<ScimAnswer | undefined>;
  readonly drop: () => Promise<void>;
}

/** An endpoint in this process, which can be asked for more than a client sees. */
export interface Inside extends Target {
  readonly stored: (type: string, id: string) => Promise<unknown>;
}

interface InsideOptions {
  readonly profile?: ProfileName;
  /** The clock, ISO 8601; one that throws is a fault. */
  readonly now?: () => string;
  readonly scopes?: string;
}

/** Whoever runs the suites: it knows where the endpoint is. */
export interface Host {
  readonly open: (profile: ProfileName) => Promise<Target>;
  readonly openInside: (options: InsideOptions) => Promise<Inside>;
}

let host: Host | undefined;

/** Says who runs the suites from here on. */
export const useHost = (next: Host): void => void (host = next);

function known(): Host {
  if (host === undefined) throw new Error('nobody said where the endpoint is: call useHost first');
  return host;
}

export const openTarget = (profile: ProfileName): Promise<Target> => known().open(profile);
export const openInside = (options: InsideOptions): Promise<Inside> => known().openInside(options);

const UNSEEN = 'Unseen';

/** What a check throws when nobody can see from outside whether it is met; the report says why. */
export function unseen(reason: string): never {
  throw Object.assign(new Error(reason), { name: UNSEEN });
}

export const isUnseen = (error: unknown): error is Error => error instanceof Error && error.name === UNSEEN;
