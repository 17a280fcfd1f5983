import { isDoctorDocumentCurrent } from '../../tools/docs/doctor.ts';
import { readFileSync } from 'node:fs';
import { conformanceProblems } from '../../tools/docs/check-conformance.ts';
import { CONFORMANCE_DOCUMENT } from '../../tools/docs/conformance-rows.ts';
import { isCurrent } from '../../tools/docs/quirks.ts';

describe('the documents that can be checked', () => {
  test('docs/doctor.md says what the signatures say (npm run docs:doctor renews it)', async () => {
    expect((await isDoctorDocumentCurrent()) ? 'current' : 'docs/doctor.md is stale: run npm run docs:doctor').toBe(
      'current',
    );
  });

  test('docs/quirks.md says what the quirks say (npm run docs:quirks renews it)', async () => {
    expect((await isCurrent()) ? 'current' : 'docs/quirks.md is stale: run npm run docs:quirks').toBe('current');
  });

  test('every row of docs/conformance.md names a test that exists', () => {
    expect(conformanceProblems(readFileSync(CONFORMANCE_DOCUMENT, 'utf8'))).toEqual([]);
  });

  test.each([
    ['| 7644 §3.3 | MUST | x | y |  |', /no test is named/],
    ['| 7644 §3.3 | MUST | x | y | `conformance/none.test.ts › z` |', /there is no test\/conformance\/none/],
    ['| 7644 §3.3 | MUST | x | y | `conformance/documents.test.ts › z` |', /has no test "z"/],
    ['| 7644 §3.3 | MAY | x | y | `conformance/documents.test.ts › the documents that can be checked` |', /no level/],
    ['| 7644 §3.3 | MUST | x | `conformance/documents.test.ts › the documents that can be checked` |', /4 cells/],
    [
      '| 7644 §3.3 | MUST | x | Not yet: y | `conformance/documents.test.ts › the documents that can be checked` |',
      /passes/,
    ],
  ])('a row such as %s is found', (row, problem) => {
    expect(conformanceProblems(row)[0]).toMatch(problem);
  });
});
