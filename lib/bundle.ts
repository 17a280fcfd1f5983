import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { buildSync } from 'esbuild';
import { messageOf } from './thrown.ts';
import type { WebFile } from './web-files.ts';

/** A function's program as it is uploaded, and the files of the web app where it serves them. */
export type Bundle = {
  code: Uint8Array;
  /** Where it is to be uploaded: Node reads it at every cold start, which costs a fifth of the import. */
  sourceMap?: Uint8Array;
  /** What log lines say of which program wrote them: lib/build-id.ts. */
  build?: string;
  web?: readonly WebFile[];
};

/** What esbuild made; `inputs` are the files of the project that are in it, relative to its root. */
export type Built = { code: Uint8Array; sourceMap: Uint8Array; inputs: readonly string[] };

/** A handler that cannot be bundled; the message names the file, the line and the cause. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** CommonJS dependencies call require, which an ES module does not have. */
const BANNER = `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`;

/**
 * Ways to credentials that a person's machine has and Lambda lacks. The SDK imports them only when
 * the environment variables that Lambda sets are missing; bundled, they would be 126 KB of each
 * function.
 */
const NOT_ON_LAMBDA = [
  ...['ini', 'process', 'sso', 'web-identity', 'http'].map((way) => `@aws-sdk/credential-provider-${way}`),
  '@smithy/credential-provider-imds',
];

/**
 * Bundles the entry file of each function into a minified ES module for Node.js 24, the AWS SDK included, and answers
 * them by name. One build for all takes half the time of one for each, and still a bundle changes only when one of its
 * own files does. The result does not depend on where `root` lies: the paths in the source map are relative to it.
 * @throws BundleError where an entry file or one of its imports cannot be built
 */
export function bundleEntries<Name extends string>(
  root: string,
  entries: ReadonlyMap<Name, string>,
): (name: Name) => Built {
  for (const entry of entries.values()) {
    if (!existsSync(join(root, entry)))
      throw new BundleError(`${entry} does not exist; a function needs its entry file`);
  }
  const outputs = [...entries].map(([name, entry]) => [`${name}/index`, entry] as const);
  const { outputFiles: files, metafile } = build(root, Object.fromEntries(outputs));
  const contentOf = (name: Name, file: string): Uint8Array => {
    const content = files.find(({ path }) => path.endsWith(join(sep, name, file)))?.contents;
    if (content === undefined) throw new BundleError(`${name}: esbuild returned no ${file}`);
    return content;
  };
  const inputsOf = (name: Name): string[] =>
    Object.keys(metafile.outputs[`dist/${name}/index.mjs`]?.inputs ?? {}).filter(
      (file) => !file.includes('node_modules/'),
    );
  return (name) => ({
    code: contentOf(name, 'index.mjs'),
    sourceMap: contentOf(name, 'index.mjs.map'),
    inputs: inputsOf(name),
  });
}

function build(root: string, entryPoints: Record<string, string>) {
  try {
    return buildSync({
      absWorkingDir: root,
      entryPoints,
      // Nothing is written there: esbuild needs a place to which the source map's paths are relative.
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      write: false,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      external: NOT_ON_LAMBDA,
      // Not named in the program: whoever uploads the map adds that.
      sourcemap: 'external',
      // Stack traces need lines, not the sources.
      sourcesContent: false,
      metafile: true,
      banner: { js: BANNER },
      logLevel: 'silent',
    });
  } catch (error) {
    throw new BundleError(messageOf(error));
  }
}
