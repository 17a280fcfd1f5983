import { join } from 'node:path';
import { benchTable } from '../bench-table.ts';
import { TABLE_NAME, type Build } from './build.ts';
import type { Contender } from './contenders.ts';
import { withPlaces } from './floor/fill-in.ts';
import { install } from './install.ts';
import { fillOurs } from './fill/ours.ts';
import type { Lives } from './play.ts';
import { fillPolis } from './fill/polis.ts';
import { createScimmyTable, fillScimmy } from './fill/scimmy.ts';

const createOwnTable = async (client: Parameters<Contender['createTables']>[0]): Promise<void> => {
  await benchTable(client, TABLE_NAME);
};

/** The `scim` function of this repository. */
export const ours = ({ scim, server }: Build): Contender => ({
  name: 'ours',
  about: 'the bundle of the function scim as it is deployed, behind the thin server',
  prepare: () => Promise.resolve({ name: 'ours', file: server, env: { ...scim.env, SCIM_BUNDLE: scim.file } }),
  createTables: createOwnTable,
  fillTable: fillOurs,
});

/** The calls of `ours`, by the document client alone; it can only be asked what was recorded. */
export const floor = (build: Build, { steps, subjects }: Lives): Contender => ({
  name: 'floor',
  about: 'the thin server and the document client of the AWS SDK, which make the same calls and decide nothing',
  prepare: () => {
    const script = [...steps].map(([step, recorded]) => {
      const text = withPlaces(JSON.stringify(recorded), { ...subjects.get(step) });
      return `${JSON.stringify(step)}:${text}`;
    });
    const file = build.write('script.json', `{${script.join()}}`);
    return Promise.resolve({ name: 'floor', file: build.floor, env: { FLOOR_SCRIPT: file } });
  },
  createTables: createOwnTable,
});

/** What has packages of its own, in a folder beside this file. */
const installed = (name: string, { about, ...more }: Omit<Contender, 'name' | 'prepare'>): Contender => ({
  name,
  about,
  ...more,
  prepare: async () => {
    const folder = join(import.meta.dirname, name);
    await install(folder);
    return { name, file: join(folder, 'server.mjs'), env: {} };
  },
});

export const PEERS: readonly Contender[] = [
  installed('scimmy', {
    about: 'SCIMMY 1.3.5 with its routers 1.3.2 on Express 5.3.0; the store is a small host of the bench, on DynamoDB',
    isHosted: true,
    createTables: createScimmyTable,
    fillTable: fillScimmy,
  }),
  installed('polis', {
    about: 'Ory Polis (@boxyhq/saml-jackson 26.2.0) with its DynamoDB store behind the thin server; no webhooks',
    // It makes its own.
    createTables: () => Promise.resolve(),
    fillTable: fillPolis,
  }),
];
