import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { StoredResource } from '../../../lambdas/life/stored-resource.ts';
import { walkTable } from '../../../lambdas/store/table/walk.ts';
import type { Table } from '../../../lambdas/store/table/open-table.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';

/** Who was erased: an id that this service gave, and when, ISO 8601. Nothing of it is about the person. */
export type Erased = Pick<StoredResource, 'type' | 'id'> & { readonly erasedAt: string };

/** An export of them. `asOf` is when it was made, ISO 8601. */
export interface ErasedIds {
  readonly asOf: string;
  readonly erased: readonly Erased[];
}

const HEAD = /^# erased of (\S+) as of (\S+)$/;
const END = /^# end (\d+)$/;
const LINE = /^(\S+) (\S+) (\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/** Everybody of whom a table has the place of an erased one. */
export async function findErased(table: Table): Promise<Erased[]> {
  const found: Erased[] = [];
  for await (const { resources } of walkTable(table))
    for (const { type, id, erasedAt } of resources) if (erasedAt !== undefined) found.push({ type, id, erasedAt });
  return found;
}

/** Writes an export: the file is whole, or as it was before. Throws PlainError where it cannot be written. */
export function writeErased(file: string, tenant: string, { asOf, erased }: ErasedIds): void {
  const lines = erased.map(({ type, id, erasedAt }) => `${type} ${id} ${erasedAt}`);
  const text = [`# erased of ${tenant} as of ${asOf}`, ...lines, `# end ${erased.length}`, ''].join('\n');
  const unfinished = `${file}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600 });
    renameSync(unfinished, file);
  } catch (error) {
    throw new PlainError(`${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

/** Reads an export of this tenant. Throws PlainError where it is none, or not whole. */
export function readErased(file: string, tenant: string): ErasedIds {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const refuse = (what: string): never => {
    throw new PlainError(`${file} ${what}; give a file that "scim erased-ids --tenant ${tenant} --out" has written`);
  };
  const [, owner, asOf = ''] = HEAD.exec(lines[0] ?? '') ?? refuse('does not begin as an export of erased ids does');
  if (owner !== tenant) refuse(`is an export of tenant ${owner}`);
  const [, count] = END.exec(lines.at(-1) ?? '') ?? refuse('has no end: it was cut off');
  const erased = lines.slice(1, -1).map((line, at): Erased => {
    const [, type = '', id = '', erasedAt = ''] = LINE.exec(line) ?? refuse(`has no id and time in line ${at + 2}`);
    return { type, id, erasedAt };
  });
  if (erased.length !== Number(count)) refuse(`has ${erased.length} ids and says ${count}`);
  return { asOf, erased };
}
