import { SourceMap, type SourceMapPayload } from 'node:module';
import { messageOf } from '../../../lib/thrown.ts';
import { atCommit, runIn } from '../../commit-tree.ts';
import { isRecord, parseAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Program } from './map-text.ts';

/** The program of a function as a commit makes it. */
export interface BuiltAt {
  /** The first digits of its SHA-256. */
  readonly hash: string;
  readonly map: SourceMap;
}

/** Runs in the folder of the commit, by its own settings. */
const SCRIPT = `
import { createHash } from 'node:crypto';
import { bundleEntries } from './lib/bundle.ts';
const name = process.env.STACK_MAP_FUNCTION;
const entries = new Map([[name, 'lambdas/handlers/' + name + '.ts']]);
const { code, sourceMap } = bundleEntries(process.cwd(), entries)(name);
const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
console.log(JSON.stringify({ hash, map: JSON.parse(Buffer.from(sourceMap).toString()) }));
`;

export const isPayload = (value: unknown): value is SourceMapPayload =>
  isRecord(value) && Array.isArray(value['sources']) && typeof value['mappings'] === 'string';
const isBuilt = (value: unknown): value is { hash: string; map: SourceMapPayload } =>
  isRecord(value) && typeof value['hash'] === 'string' && isPayload(value['map']);

/** Builds a function as it was at a commit, with the packages that are installed in `root`. Throws PlainError. */
export async function buildAt(root: string, { commit, name }: Program): Promise<BuiltAt> {
  try {
    const built = await atCommit(root, commit, (tree) => runIn(tree, SCRIPT, { STACK_MAP_FUNCTION: name }));
    const { hash, map } = parseAs(built, isBuilt);
    return { hash, map: new SourceMap(map) };
  } catch (cause) {
    if (cause instanceof PlainError) throw cause;
    const words = messageOf(cause).split('\n');
    const why = words.find((line) => /^\w*Error\b/.test(line)) ?? words[0];
    throw new PlainError(`commit ${commit} cannot be built: ${why}`, { cause });
  }
}
