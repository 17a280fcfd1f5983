import { areWebTypesCurrent } from '../../tools/web/types.ts';

test('the types of the web app are those of its API (npm run docs:web-types)', async () => {
  expect(await areWebTypesCurrent()).toBe(true);
});
