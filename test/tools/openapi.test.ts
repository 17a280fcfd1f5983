import { loadExamples } from '../../lambdas/directory/openapi-examples.ts';
import { fixed } from '../../tools/openapi/fixed.ts';
import { wholePlay } from '../support/sizes.ts';
import { synthesizedProject } from '../support/synthesized.ts';
import { workerDatabase } from '../support/worker-database.ts';

test('ids, cursors, credentials and times of a recording are always the same', () => {
  const [anna, other] = ['2819c223-7f76-453a-919d-413861904646', 'c75ad752-64ae-4823-840d-ffa80929976c'];
  const text = JSON.stringify({
    id: other,
    of: anna,
    at: '2031-05-05T11:40:12.345Z',
    next: 'xyz',
    by: 'ab12',
    also: 'xyz',
  });
  expect(JSON.parse(fixed(text, [anna], Date.parse('2031-05-05T10:00:00Z')))).toEqual({
    id: '00000000-0000-4000-8000-000000000002',
    of: '00000000-0000-4000-8000-000000000001',
    at: '2027-01-31T09:40:00.000Z',
    next: 'cursor-01',
    by: 'credential-01',
    also: 'cursor-01',
  });
});

wholePlay('the examples of the OpenAPI document are what a local server answers (npm run docs:openapi)', async () => {
  // Loaded only where it is run: the whole dev server is behind it.
  const { recordExamples } = await import('../../tools/openapi/record.ts');
  expect(await recordExamples(await synthesizedProject(), await workerDatabase())).toEqual(await loadExamples());
});
