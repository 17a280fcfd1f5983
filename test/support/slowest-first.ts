import { createRequire } from 'node:module';

// Its types are those of the CommonJS file only.
const { default: Sequencer } = createRequire(import.meta.url)(
  '@jest/test-sequencer',
) as typeof import('@jest/test-sequencer');

type Suites = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

const SLOWEST = [
  'e2e/entra-cycles',
  'docs/readme',
  'consumers/sync',
  'http/large-groups',
  'tools/dev-server/main',
  'tools/cli/conformance',
  'e2e/sign-in',
  'http/memberships',
  'clients/clients',
  'http/answer-size',
  'e2e/rotation',
  'model/life',
  'tools/cli/trusts',
  'e2e/story',
  'http/life',
  'events/stream',
  'http/members.',
  'http/many-writers',
  'tools/hard-dynamodb/pages',
  'http/after-the-write',
  'http/query-budget',
  'http/long-chains',
  'auth/jwt',
  'tools/cli/main',
  'doctor/signatures',
  'simulator/main',
  'scim/patch/apply.properties',
  'http/queries',
  'tools/cli/credentials',
  'e2e/change-events',
  'e2e/directory',
  'tools/cli/commands',
  'tools/dev-server/gateway',
  'http/oauth/sign-in',
  'simulator/expectations',
  'service/purge',
  'handlers/changes',
];

const rank = (path: string): number => {
  const found = SLOWEST.findIndex((name) => path.replaceAll('\\', '/').includes(`/test/${name}`));
  return found < 0 ? SLOWEST.length : found;
};

/**
 * The suites that take longest begin first, so that no worker is left alone with one at the end. From a clean clone Jest knows no times, and would go by
 * the size of the files.
 */
class SlowestFirst extends Sequencer {
  override async sort(tests: Suites): Promise<Suites> {
    return [...(await super.sort(tests))].sort((one, other) => rank(one.path) - rank(other.path));
  }
}

// Jest wants it so.
export { SlowestFirst as default };
