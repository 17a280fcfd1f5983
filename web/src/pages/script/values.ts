import type { FieldRow, Fields, Overview } from '../../api/types.ts';

/** A line of the attribute mapping; `source` is empty where only the customer knows it. */
interface MappedRow {
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

/** What a script is made of. None of it is secret. */
export interface ScriptValues {
  readonly applicationName: string;
  readonly tenantUrl: string;
  readonly mapping: readonly MappedRow[];
  /** Targets of expressions, which Entra maps by itself: that they are there is looked at only. */
  readonly expressions: readonly string[];
}

export const applicationNameFor = ({ tenant }: Overview): string => `User provisioning (${tenant.name})`;

export function scriptValues(applicationName: string, { tenant }: Overview, { rows }: Fields): ScriptValues {
  const isDirect = ({ mappingType }: FieldRow): boolean => mappingType === 'Direct';
  return {
    applicationName,
    tenantUrl: tenant.tenantUrl,
    mapping: rows.filter(isDirect).map(({ field, source, target }) => ({ field, source: source ?? '', target })),
    expressions: rows.filter((row) => !isDirect(row)).map(({ target }) => target),
  };
}
