import type { AttributePath } from '../schemas/resource-type.ts';

export const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];

export type Literal = string | number | boolean | null;

/**
 * A filter (RFC 7644 §3.4.2.2). `at` is the position of the expression in the text, counted from 1, for error texts only.
 *
 *     emails [ type eq "work" and value co "@x" ]
 *       │      └─ compare ─┘ └and┘ └─ compare ─┘
 *       └──────────── element ───────────────┘
 */
export type Filter =
  | {
      readonly kind: 'compare';
      readonly path: AttributePath;
      readonly operator: Operator;
      readonly value: Literal;
      readonly at: number;
    }
  | { readonly kind: 'present'; readonly path: AttributePath; readonly at: number }
  | { readonly kind: 'element'; readonly path: AttributePath; readonly filter: Filter; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly filter: Filter };

/** The path of a PATCH operation (RFC 7644 §3.5.2): attribute, or some of its values, and possibly a sub-attribute of theirs. */
export interface PatchPath {
  readonly path: AttributePath;
  readonly filter?: Filter;
}
