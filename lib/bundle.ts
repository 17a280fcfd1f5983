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

/** What Lambda loads, beside the program, which is CommonJS: `ready` is what it waits for before the first request. */
export const START_FILE = 'index.mjs';
export const PROGRAM_FILE = 'index.cjs';
export const START = `const { createRequire } = process.getBuiltinModule('node:module');
const { handler, ready } = createRequire(import.meta.url)('./${PROGRAM_FILE}');
await ready;
export { handler };
`;

/**
 * What the SDK imports when it is asked for, and never is on Lambda: ways to credentials that a person's
 * machine has (126 KB of a program; the environment variables that Lambda sets come first), and event
 * streams, which no service has that is called here (20 KB).
 */
const NEVER_LOADED = [
  ...['ini', 'process', 'sso', 'web-identity', 'http'].map((way) => `@aws-sdk/credential-provider-${way}`),
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
];

/**
 * Bundles the entry file of each function into a minified CommonJS program for Node.js 24, the AWS SDK included, and
 * answers them by name (docs/adr/0042 says why CommonJS). One build for all takes half the time of one for each, and still a bundle changes only when one of its
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
    Object.keys(metafile.outputs[`dist/${name}/${PROGRAM_FILE}`]?.inputs ?? {}).filter(
      (file) => !file.includes('node_modules/'),
    );
  return (name) => ({
    code: contentOf(name, PROGRAM_FILE),
    sourceMap: contentOf(name, `${PROGRAM_FILE}.map`),
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
      outExtension: { '.js': '.cjs' },
      write: false,
      bundle: true,
      minify: true,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      external: NEVER_LOADED,
      // The SDK imports node:http on demand, and an import of it loads what a require does not (docs/adr/0042).
      supported: { 'dynamic-import': false },
      // Not named in the program: whoever uploads the map adds that.
      sourcemap: 'external',
      // Stack traces need lines, not the sources.
      sourcesContent: false,
      metafile: true,
      logLevel: 'silent',
    });
  } catch (error) {
    throw new BundleError(messageOf(error));
  }
}
