import type { ResolvedAttribute } from '../schemas/attribute-path.ts';
import type { CompareOp } from './syntax.ts';

/**
 * A filter that makes sense for a resource type: every attrPath is an attribute of the schemas, and
 * every comparison one that its attribute allows. Within a valuePath the paths are those of
 * sub-attributes, on their own.
 */
export type BoundFilter = BoundPresence | BoundComparison | BoundLogExp | BoundValuePath | BoundNot;

export interface BoundPresence {
  readonly kind: 'attrExp';
  readonly attrPath: ResolvedAttribute;
  readonly compareOp: 'pr';
}

/** Of a complex attribute it is the `value` that is compared; null is compared by `pr`. */
export interface BoundComparison {
  readonly kind: 'attrExp';
  readonly attrPath: ResolvedAttribute;
  readonly compareOp: CompareOp;
  /** As typed. */
  readonly compValue: Operand;
  /** As a value of the attribute's type. */
  readonly operand: Operand;
}

export type Operand = string | number | boolean;

interface BoundLogExp {
  readonly kind: 'logExp';
  readonly operator: 'and' | 'or';
  readonly left: BoundFilter;
  readonly right: BoundFilter;
}

interface BoundValuePath {
  readonly kind: 'valuePath';
  readonly attrPath: ResolvedAttribute;
  readonly valFilter: BoundFilter;
}

interface BoundNot {
  readonly kind: 'not';
  readonly filter: BoundFilter;
}
