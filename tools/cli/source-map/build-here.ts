import { SourceMap } from 'node:module';
import { hashOfCode } from '../../../lib/build-id.ts';
import { parseAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import { isPayload, type BuiltAt } from './build-at.ts';
import type { Program } from './map-text.ts';

/**
 * Builds a function from the files in `root` as they are, which takes less than a second, and no working tree. Throws
 * PlainError where that is another program than the one that is looked for.
 */
export async function buildHere(root: string, { name, commit, hash = '' }: Program): Promise<BuiltAt> {
  // esbuild is loaded for whoever needs it.
  const { bundleEntries, BundleError } = await import('../../../lib/bundle.ts');
  try {
    const built = bundleEntries(root, new Map([[name, `lambdas/handlers/${name}.ts`]]))(name);
    const map = parseAs(Buffer.from(built.sourceMap).toString(), isPayload);
    if (hashOfCode(built.code) === hash) return { hash, map: new SourceMap(map) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
  }
  throw new PlainError(
    `${name} runs build ${commit}.${hash}, and the files here make another: its stacks stay as they are. ` +
      'To map them, add --json and pipe it into: npm run scim --silent -- stack-map -',
  );
}
