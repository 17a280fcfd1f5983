import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import { unseen, type Target } from '../../harness/target.ts';
import { ERROR, anyUser, patchOf } from '../messages.ts';
import { get, inside } from './published.ts';

/** What cannot be seen with a URL and a token, and why. */
const HIDDEN: readonly [source: string, title: string, why: string][] = [
  ['authentication', 'tokens come from client_credentials with a JWT assertion', 'the token was given, not asked for'],
  ['authentication', 'a token has the scope "scim" and no more', 'what a token may do is not in it'],
  ['authentication', 'RFC 8414 metadata name the token endpoint', 'the issuer is not known'],
  ['interoperability', 'nobody changes users and groups locally', 'it is about the application, not its endpoint'],
  ['performance', 'rate limits answer 429 with Retry-After', 'the run must not overload anybody'],
  ['performance', '25 requests per second and tenant', 'the run must not overload anybody'],
  ['AL1 deactivation', 'a deactivated user loses sessions, tokens and keys', 'it is about the application'],
  ['security', 'changes are logged for audit', 'logs are inside'],
  ['security', 'tokens expire', 'it takes as long as they live'],
];

/** What holds for every level. */
export function ipsieShared(target: () => Target): void {
  const must = (part: string, title: string, run: () => Promise<void>): void =>
    check('MUST', `IPSIE ${part}`, title, run);

  must('performance', '/Bulk is offered', async () => {
    const { url } = await anyUser(target());
    expect(inside(await get(target(), '/ServiceProviderConfig'), 'bulk')['supported']).toBe(true);
    const data = patchOf({ op: 'replace', path: 'title', value: 'Bulk' });
    const { status, body } = await target().request('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [{ method: 'PATCH', path: url, data }],
    });
    expect({ status, Operations: body['Operations'] }).toMatchObject({ status: 200, Operations: [{ status: '200' }] });
    expect(await get(target(), url)).toMatchObject({ title: 'Bulk' });
  });

  must('performance', 'one PATCH changes several attributes', async () => {
    const { url } = await anyUser(target());
    const values = { title: 'T', displayName: 'D', nickName: 'N' };
    const operations = Object.entries(values).map(([path, value]) => ({ op: 'replace', path, value }));
    expect([200, 204]).toContain((await target().request('PATCH', url, patchOf(...operations))).status);
    expect(await get(target(), url)).toMatchObject(values);
  });

  check('SHALL', 'IPSIE security', 'errors have the form of SCIM and tell nothing of the inside', async () => {
    for (const [method, path, body] of [
      ['GET', '/Users/nobody', undefined],
      ['POST', '/Users', '{'],
    ] as const) {
      const answer = await target().request(method, path, body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).toMatchObject({ schemas: [ERROR], status: String(answer.status) });
      // A stack trace, or a path in a file system.
      expect(JSON.stringify(answer.body)).not.toMatch(/\\n\s+at |Traceback|\.(?:js|ts|py|java|cs|go|rb|php):\d+/);
    }
  });

  for (const [part, title, why] of HIDDEN) must(part, title, async () => unseen(why));
}
