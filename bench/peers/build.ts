import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntries } from '../../lib/bundle.ts';
import { writeProgram } from '../../lib/constructs/program.ts';
import { FUNCTIONS } from '../../lib/functions.ts';
import { defaultSettings } from '../../lib/tenants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Programs of ours, as they would be deployed, in folders of their own. */
export interface Build {
  /** The `scim` function, with its tenant file, and the environment that its stack gives it. */
  readonly scim: { readonly file: string; readonly env: Readonly<Record<string, string>> };
  /** The thin server in front of it, and the floor. */
  readonly server: string;
  readonly floor: string;
  /** Writes a file beside them, and answers its path. */
  readonly write: (name: string, text: string) => string;
  readonly remove: () => void;
}

const TENANT = 'bench';
/** The table of the function, and of the floor, in whichever database. */
export const TABLE_NAME = 'bench';

/** What Lambda loads of a folder that `writeProgram` made. */
const programIn = (folder: string): string => join(folder, 'index.mjs');

/** Builds the `scim` function as `cdk synth` does, and with the same settings what stands around it here. */
export function build(): Build {
  const built = bundleEntries(
    ROOT,
    new Map([
      ['scim', FUNCTIONS.scim.entry],
      ['server', 'bench/peers/ours/server.ts'],
      ['floor', 'bench/peers/floor/server.ts'],
    ] as const),
  );
  const tenant = JSON.stringify({ name: TENANT, ...defaultSettings() });
  // Without its source map, as it is uploaded.
  const codeOf = (name: 'scim' | 'server' | 'floor') => ({ code: built(name).code });
  const folders = {
    scim: writeProgram(codeOf('scim'), { 'tenant.json': tenant }),
    server: writeProgram(codeOf('server'), {}),
    floor: writeProgram(codeOf('floor'), {}),
    texts: mkdtempSync(join(tmpdir(), 'serverless-scim-')),
  };
  return {
    scim: {
      file: programIn(folders.scim),
      env: {
        LAMBDA_TASK_ROOT: folders.scim,
        TABLE_NAME,
        TENANT,
        POWERTOOLS_SERVICE_NAME: 'scim',
      },
    },
    server: programIn(folders.server),
    floor: programIn(folders.floor),
    write: (name, text) => {
      const file = join(folders.texts, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => {
      for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
    },
  };
}
