import { wholePlay } from '../support/sizes.ts';
import { synthesizedProject } from '../support/synthesized.ts';
import { workerDatabase } from '../support/worker-database.ts';
import { runNode } from '../support/run-node.ts';

wholePlay('the life of a user in Entra, as the demo tells it, ends as it should', async () => {
  const { exit, output } = runNode('tools/demo.ts', [], {
    cwd: await synthesizedProject(),
    env: { DYNAMODB_ENDPOINT: await workerDatabase() },
  });
  expect([await exit, output.stderr]).toEqual([0, '']);
  expect(output.stdout).toMatch(/Ada: gone \(User ".*" was erased on/);
  expect(output.stdout).toMatch(/Dora has the id that she had before/);
  expect(output.stdout).toContain(
    'events: 5 × user.created, 2 × user.deleted, 3 × user.deactivated, 1 × user.restored, 1 × user.reactivated, 2 × user.erased',
  );
  expect(output.stdout).toMatch(/scim check: \d+ items, 0 that belong to nobody/);
});
