import type { Charge } from './charges.ts';
import { parseFields, sum, type Fields } from './fields.ts';
import { jsonAnswer } from './answers.ts';
import type { UnitKind } from './limits.ts';
import type { Answer } from './upstream.ts';
import type { World } from './world.ts';

/** Units that were taken from partitions by an estimate. */
export interface Spending {
  /** Takes what was really spent instead, and counts it. */
  readonly settle: (charges: readonly Charge[]) => void;
}

/** Takes the units that a request will probably spend. */
export function spend({ limits, counters }: World, kind: UnitKind, estimate: readonly Charge[]): Spending {
  limits.take(kind, estimate);
  return {
    settle: (charges) => {
      limits.take(kind, estimate, -1);
      limits.take(kind, charges);
      counters.charge(kind, charges);
    },
  };
}

/** Why a partition is asked too much, as DynamoDB says it beside the error. */
export function throttlingReasons(kind: UnitKind, charges: readonly Charge[]): Fields[] {
  const operation = kind === 'read' ? 'Read' : 'Write';
  return charges.map(({ table, index }) => ({
    reason: `${index === undefined ? 'Table' : 'Index'}${operation}KeyRangeThroughputExceeded`,
    resource: index === undefined ? table.arn : `${table.arn}/index/${index}`,
  }));
}

/** An answer that says what was consumed, by our own figures, where the request asked for it. */
export function withCapacity(
  { input }: { readonly input: Fields },
  answer: Answer,
  charges: readonly Charge[],
  form: 'one' | 'list',
): Answer {
  const asked = input['ReturnConsumedCapacity'];
  if (answer.status !== 200 || (asked !== 'TOTAL' && asked !== 'INDEXES')) return answer;
  const tables = [...new Set(charges.map(({ table }) => table.name))];
  const consumed = tables.map((name) =>
    tableCapacity(
      name,
      charges.filter(({ table }) => table.name === name),
      asked === 'INDEXES',
    ),
  );
  const output = { ...parseFields(answer.body), ConsumedCapacity: form === 'one' ? consumed[0] : consumed };
  return { ...answer, ...keepHeaders(answer, output) };
}

/** The body is another one now, and so would be its checksum. */
function keepHeaders({ headers }: Answer, output: Fields): Pick<Answer, 'headers' | 'body'> {
  const { 'x-amz-crc32': _, 'content-length': __, ...kept } = headers;
  return { headers: kept, body: jsonAnswer(output).body };
}

function tableCapacity(TableName: string, charges: readonly Charge[], byIndex: boolean): Fields {
  const units = (index?: string) => ({
    CapacityUnits: sum(charges.filter((charge) => charge.index === index).map((charge) => charge.units)),
  });
  const total = { TableName, CapacityUnits: sum(charges.map((charge) => charge.units)) };
  if (!byIndex) return total;
  const indexes = [...new Set(charges.map(({ index }) => index))].filter((index) => index !== undefined);
  const GlobalSecondaryIndexes = Object.fromEntries(indexes.map((index) => [index, units(index)]));
  return { ...total, Table: units(), ...(indexes.length > 0 && { GlobalSecondaryIndexes }) };
}
