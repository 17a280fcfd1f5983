import { createClaims, type Claims } from './claims.ts';
import { createCounters, type Counting } from './counters.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Fields } from './fields.ts';
import { createLimits, type Limits } from './limits.ts';
import type { NamedItem } from './named-items.ts';
import { createSchemas, type Schemas } from './schemas.ts';
import type { Settings } from './settings.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createTrailing, type Trailing } from './trailing.ts';
import type { Answer, Upstream } from './upstream.ts';

/** The time, in ms; a test may have its own. */
export interface Time {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** All that the operations work with. */
export interface World extends Time {
  readonly settings: Settings;
  readonly upstream: Upstream;
  readonly schemas: Schemas;
  readonly claims: Claims;
  readonly limits: Limits;
  readonly counters: Counting;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly trailing: Trailing;
}

/** A request that is being answered. */
export interface Call {
  readonly operation: string;
  readonly input: Fields;
  /** The items that it names; none where it names none, or is not understood. */
  readonly items: readonly NamedItem[];
  /** Lets DynamoDB Local answer the request byte for byte, or another input instead. */
  readonly forward: (input?: Fields) => Promise<Answer>;
  /** To be awaited while the items are claimed: a test may keep the call there. */
  readonly pass: (when: 'before' | 'after') => Promise<unknown>;
}

/** What comes of a call: an answer, a broken connection, or nothing at all. */
export type Outcome = Answer | 'reset' | 'silence';

export type Operation = (world: World, call: Call) => Promise<Answer>;

export function createWorld(upstream: Upstream, settings: Settings, time: Time): World {
  const counters = createCounters();
  return {
    ...time,
    settings,
    upstream,
    counters,
    schemas: createSchemas(upstream),
    claims: createClaims(() => settings.conflicts),
    limits: createLimits(settings, time.now),
    faults: createFaults(() => settings.seed, counters),
    tokens: createTokens(settings, time.now),
    trailing: createTrailing(upstream, settings, time.now),
  };
}
