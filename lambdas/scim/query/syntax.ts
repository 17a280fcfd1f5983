import type { AttributePath } from '../schemas/attribute-path.ts';

/** compareOp (RFC 7644 §3.4.2.2, figure 1); `pr`, which compares with nothing, is none of them. */
export const COMPARE_OPS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type CompareOp = (typeof COMPARE_OPS)[number];

/** compValue. */
export type CompValue = string | number | boolean | null;

/**
 * FILTER as parsed, with names as typed: a valid sentence, of which nobody knows yet whether it
 * makes sense (bind.ts). `at` is the position of an expression, from 1, for error texts only.
 *
 *     emails [ type eq "work" and value co "@x" ]
 *       │      └─ attrExp ─┘     └─ attrExp ─┘
 *       │      └────────── logExp ───────────┘
 *       └─────────────── valuePath ──────────────┘
 */
export type Filter = AttrExp | LogExp | ValuePath | Not;

export type AttrExp = Presence | Comparison;

interface Presence {
  readonly kind: 'attrExp';
  readonly attrPath: AttributePath;
  readonly compareOp: 'pr';
  readonly at: number;
}

interface Comparison {
  readonly kind: 'attrExp';
  readonly attrPath: AttributePath;
  readonly compareOp: CompareOp;
  readonly compValue: CompValue;
  readonly at: number;
}

interface LogExp {
  readonly kind: 'logExp';
  readonly operator: 'and' | 'or';
  readonly left: Filter;
  readonly right: Filter;
}

export interface ValuePath {
  readonly kind: 'valuePath';
  readonly attrPath: AttributePath;
  readonly valFilter: Filter;
  readonly at: number;
}

interface Not {
  readonly kind: 'not';
  readonly filter: Filter;
}

/**
 * PATH (RFC 7644 §3.5.2, figure 7): an attribute, or those of its values that `valFilter` selects,
 * and possibly a sub-attribute of theirs.
 */
export interface Path {
  readonly attrPath: AttributePath;
  readonly valFilter?: Filter;
}
