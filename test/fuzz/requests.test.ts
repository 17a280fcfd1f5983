import fc from 'fast-check';
import { createScim, type ScimAnswer } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';
import { anyRequest, type FuzzRequest } from './requests.ts';

const REQUESTS = sizes.fuzzRequests;
/** FUZZ_SEED repeats a run. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const BATCH = 500;

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What is wrong with an answer, whatever the request was; undefined when nothing is. */
function fault({ method, url }: FuzzRequest, { status, headers, body }: ScimAnswer): string | undefined {
  // 501 is the answer of /Me (RFC 7644 §3.11), the only one of its class that is meant.
  if (status >= 500 && !(status === 501 && url.startsWith('/Me'))) return `status ${status}`;
  if (method === 'HEAD' || status === 204 || status === 304)
    return body === undefined ? undefined : 'a body where none belongs';
  if (!/^application\/(?:scim\+)?json$/.test(headers['content-type'] ?? ''))
    return `content type ${headers['content-type']}`;
  if (method === 'OPTIONS') return undefined;
  if (status >= 400) {
    const { schemas, status: told, detail } = body as unknown as Record<string, unknown>;
    return JSON.stringify(schemas) === JSON.stringify([ERROR]) &&
      told === String(status) &&
      typeof detail === 'string' &&
      detail.length < 1_000
      ? undefined
      : 'no SCIM error body';
  }
  return Array.isArray(body['schemas']) ? undefined : 'no schemas';
}

test(
  `no request of ${REQUESTS} gets anything but a well-formed SCIM answer, and the directory stays whole (seed ${SEED})`,
  async () => {
    for (const profile of ['entra', 'strict'] as const) {
      // What cannot be noted would be no answer.
      const scim = await createScim({ profile, note: async () => {} });
      const ids: string[] = [];
      for (let played = 0; played < REQUESTS / 2; played += BATCH) {
        const requests = fc.sample(anyRequest(ids.slice(-40)), {
          numRuns: Math.min(BATCH, REQUESTS / 2 - played),
          seed: SEED + played,
        });
        for (let first = 0; first < requests.length; first += 8) {
          const some = requests.slice(first, first + 8);
          const answers = await Promise.all(
            some.map(({ method, url, body, headers }) => scim.request(method, url, body, headers)),
          );
          const faults = answers.flatMap((answer, index) => {
            const request = some[index] as FuzzRequest;
            const found = fault(request, answer);
            return found === undefined ? [] : [{ found, request, answer }];
          });
          expect(faults).toEqual([]);
          ids.push(
            ...answers
              .filter(({ status, body }) => status === 201 && typeof body?.id === 'string')
              .map(({ body }) => body.id),
          );
        }
      }
      for (const endpoint of ['/Users', '/Groups']) {
        const listed: string[] = [];
        let cursor: string | undefined = '';
        let total: number | undefined;
        while (cursor !== undefined) {
          const { body }: ScimAnswer = await scim.request('GET', `${endpoint}?count=200&cursor=${cursor}`);
          listed.push(...body.Resources.map(({ id }) => id));
          total = body.totalResults;
          cursor = body.nextCursor;
        }
        expect(listed).toHaveLength(total ?? -1);
        expect(new Set(listed).size).toBe(listed.length);
        const reread = await Promise.all(listed.slice(0, 100).map((id) => scim.request('GET', `${endpoint}/${id}`)));
        expect(reread.every(({ status }) => status === 200)).toBe(true);
        const named = endpoint === '/Users' ? 'userName' : 'displayName';
        const names = reread.map(({ body }) => String(body[named]));
        const found = await Promise.all(
          names.map((name) =>
            scim.request('GET', `${endpoint}?filter=${encodeURIComponent(`${named} eq ${JSON.stringify(name)}`)}`),
          ),
        );
        expect(found.map(({ body }) => body.totalResults)).toEqual(names.map(() => 1));
      }
      await scim.drop();
    }
  },
  600_000 + REQUESTS * 300,
);
