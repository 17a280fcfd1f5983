import fc from 'fast-check';
import { dyingAt } from '../../support/dying.ts';
import { startConsumer, type Consumer } from '../../support/consumer.ts';
import { sizes } from '../../support/sizes.ts';
import { openWebhooks } from '../../support/webhooks.ts';

/**
 * Histories of a webhook: changes of a few resources, a consumer that fails as it likes, processes that die
 * at any write, and time that passes.
 */

const RESOURCES = ['anna', 'ben', 'carl', 'group 1'];
const ANSWERS = [204, 204, 204, 500, 429, 'reset'] as const;

const round = fc.record({
  changes: fc.array(fc.array(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 6 }), { maxLength: 3 }),
  answers: fc.array(fc.constantFrom(...ANSWERS), { minLength: 1, maxLength: 6 }),
  /** At which of its writes the process dies; often behind its last. */
  dies: fc.integer({ min: 1, max: 9 }),
  minutes: fc.constantFrom(0, 1, 6, 40, 400),
});

let consumer: Consumer;
beforeAll(async () => {
  consumer = await startConsumer();
});
afterAll(() => consumer.stop());

test('a consumer sees every version of every resource, each for the first time in its order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      const hooks = await openWebhooks([{ name: 'crm', url: consumer.url }]);
      await hooks.operate({ command: 'rotate-secret', name: 'crm' });
      consumer.calls.length = 0;
      const seen: typeof consumer.calls = [];
      for (const { changes, answers, dies, minutes } of rounds) {
        let nth = 0;
        consumer.answer = (call) => {
          const answer = answers[(nth += 1) % answers.length] ?? 204;
          if (answer === 204) seen.push(call);
          return answer === 'reset' ? (response) => response.destroy() : answer;
        };
        for (const ids of changes) await hooks.change(...ids);
        const process = dyingAt(dies);
        await hooks.run('crm', process.client).catch(() => undefined);
        process.stop();
        hooks.clock.now += minutes * 60_000;
      }
      consumer.answer = (call) => {
        seen.push(call);
        return 204;
      };
      // All leases, pauses and waits have ended by then; nothing is old enough to be given up.
      hooks.clock.now += 24 * 3_600_000;
      await hooks.run('crm');
      for (const id of RESOURCES) {
        const versions = new Set(seen.filter(({ data }) => data.id === id).map(({ data }) => data.version));
        expect([...versions]).toEqual(Array.from({ length: hooks.versions.get(id) ?? 0 }, (_, index) => index + 1));
      }
      expect(await hooks.store.listParked('crm', 10)).toEqual([]);
      await hooks.drop();
    }),
    { numRuns: Math.ceil(sizes.feedHistories / 2) },
  );
});
