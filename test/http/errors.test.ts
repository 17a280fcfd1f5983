import { Logger } from '@aws-lambda-powertools/logger';
import type { HttpAnswer } from '../../lambdas/http/answer.ts';
import { DIRECTORY_ERRORS } from '../../lambdas/http/directory/errors.ts';
import { answerError, type ErrorAnswers } from '../../lambdas/http/errors.ts';
import { OAUTH_ERRORS } from '../../lambdas/http/oauth/errors.ts';
import { SCIM_ERRORS } from '../../lambdas/http/scim/errors.ts';
import { StoreBusyError } from '../../lambdas/store/ports/busy.ts';
import { awsError, injectFaults } from '../support/faults.ts';
import { createScim } from '../support/scim.ts';

const DIALECTS: readonly [string, ErrorAnswers<HttpAnswer>][] = [
  ['SCIM', SCIM_ERRORS],
  ['the directory', DIRECTORY_ERRORS],
  ['OAuth', OAUTH_ERRORS],
];
const WRITES: ReadonlySet<string> = new Set(['PutItemCommand', 'TransactWriteItemsCommand']);
const about = { requestId: 'request-1', logger: new Logger({ logLevel: 'SILENT' }) };
const textOf = ({ body = '' }: HttpAnswer): string => (typeof body === 'string' ? body : JSON.stringify(body));

it.each(DIALECTS)('%s says when to come back while the database is busy', (_, errors) => {
  const answer = answerError(errors, new StoreBusyError('unavailable', new Error('cause')), about);
  expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
  expect(textOf(answer)).toMatch(/the database is busy.*Retry-After/);
});

it.each(DIALECTS.slice(0, 2))('%s tells a throttled database from a busy one', (_, errors) => {
  const answer = answerError(errors, new StoreBusyError('throttled', new Error('cause')), about);
  expect(answer).toMatchObject({ status: 429, headers: { 'Retry-After': '5' } });
});

it('SCIM tells who writes to what too many others write to, to come back', () => {
  const answer = answerError(SCIM_ERRORS, new StoreBusyError('conflict', new Error('cause')), about);
  expect(answer).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
  expect(textOf(answer)).toMatch(/too many requests write to the same resource at once.*Retry-After/);
});

it.each(DIALECTS)('%s answers what nobody expected with the request id and nothing of the error', (_, errors) => {
  for (const thrown of [new TypeError('anna@example.com'), 'anna@example.com', undefined]) {
    const answer = answerError(errors, thrown, about);
    expect(answer.status).toBe(500);
    expect(textOf(answer)).toContain('request-1');
    expect(textOf(answer)).not.toContain('anna');
  }
});

const UNKNOWN = /what the request asks for may have been applied; send the same request again/;

it('a busy database may have been busy behind the write: nobody is told that nothing was changed', () => {
  const answer = answerError(SCIM_ERRORS, new StoreBusyError('unavailable', new Error('cause')), about);
  expect(textOf(answer)).toMatch(UNKNOWN);
});

it('a write whose answer was lost is told as such, and may be sent again', async () => {
  const scim = await createScim();
  const { id } = (await scim.request('POST', '/Groups', { displayName: 'g' })).body;
  const lost = { lost: awsError('Killed') };
  const stop = injectFaults(scim.table.documentClient, (name) => (WRITES.has(name) ? lost : undefined));
  const change = { displayName: 'changed' };
  const { status, body } = await scim.request('PUT', `/Groups/${id}`, change);
  stop();
  expect([status, body.detail]).toEqual([500, expect.stringMatching(UNKNOWN)]);
  expect((await scim.request('GET', `/Groups/${id}`)).body['displayName']).toBe('changed');
  expect((await scim.request('PUT', `/Groups/${id}`, change)).status).toBe(200);
  await scim.drop();
});
