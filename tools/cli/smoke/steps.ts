import { DIRECTORY_BASE, METADATA_PATH, SETUP_BASE } from '../../../lambdas/http/paths.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { handOver, operate, purge } from '../target/functions.ts';
import { bearer, httpStep, type Outcome, type Place, type Step } from './step.ts';

const withToken = (path: (place: Place) => string) => (place: Place) => ({
  method: 'GET',
  url: path(place),
  headers: [bearer(place.token), ['Accept', 'application/scim+json, application/json']] as const,
});
const open = (path: string) => (place: Place) => ({ method: 'GET', url: `${place.mount}${path}`, headers: [] });

const LOGS = 'look into its log group';

/** A step that has a function do something; what it throws is its outcome. */
const functionStep = (name: string, expected: string, run: (place: Place) => Promise<string>): Step => ({
  name,
  expected,
  otherwise: `the function does not run, or may not be invoked by you: ${LOGS}, and at the message`,
  run: (place) =>
    run(place).then(
      (got): Outcome => ({ ok: true, got }),
      (error: unknown) => ({ ok: false, got: messageOf(error) }),
    ),
});

/** What tells that every part of a tenant works. Nothing is written, and nobody is shown. */
export const STEPS: readonly Step[] = [
  httpStep({
    name: 'authorizer and scim: GET /ServiceProviderConfig',
    expected: '200',
    otherwise: `401: the authorizer refuses a token that is in the table; 5xx: a function does not run: ${LOGS}`,
    request: withToken(({ scimUrl }) => `${scimUrl}/ServiceProviderConfig`),
    isAsExpected: ({ status, json }) => status === 200 && 'patch' in json,
  }),
  ...['/ResourceTypes', '/Schemas'].map((path) =>
    httpStep({
      name: `scim: GET ${path}`,
      expected: '200 with a list',
      otherwise: `the types or attributes of the tenant file cannot be shown: ${LOGS}`,
      request: withToken(({ scimUrl }) => `${scimUrl}${path}`),
      isAsExpected: ({ status, json }) => status === 200 && Array.isArray(json['Resources']),
    }),
  ),
  httpStep({
    name: 'scim and the table: GET /Users?count=0',
    expected: '200 with a number',
    otherwise: 'the function cannot read the table: its role, the table, or their Region is wrong',
    request: withToken(({ scimUrl }) => `${scimUrl}/Users?count=0`),
    isAsExpected: ({ status, json }) => status === 200 && typeof json['totalResults'] === 'number',
    tell: ({ json }) => (typeof json['totalResults'] === 'number' ? `${json['totalResults']} users` : undefined),
  }),
  httpStep({
    name: 'directory: GET /openapi.json',
    expected: '200',
    otherwise: `the function directory does not run: ${LOGS}`,
    request: withToken(({ mount }) => `${mount}${DIRECTORY_BASE}/openapi.json`),
    isAsExpected: ({ status, json }) => status === 200 && 'openapi' in json,
  }),
  httpStep({
    name: 'export: GET /members.jsonl, which a probe may not',
    expected: '403, application/problem+json',
    otherwise: `5xx: the function export does not run, or its answer is no stream that API Gateway takes: ${LOGS}; 200: a probe may read people`,
    request: withToken(({ mount }) => `${mount}${DIRECTORY_BASE}/members.jsonl`),
    isAsExpected: ({ status, headers }) => status === 403 && headers['content-type'] === 'application/problem+json',
  }),
  httpStep({
    name: 'token: GET its metadata',
    expected: '200',
    otherwise: `the function token does not run: ${LOGS}`,
    request: open(METADATA_PATH),
    isAsExpected: ({ status, json }) => status === 200 && 'token_endpoint' in json,
  }),
  httpStep({
    name: 'setup: GET the page',
    expected: '200 as text/html',
    otherwise: `the function setup does not run, or has no files of the page: npm run build:web; ${LOGS}`,
    request: open(SETUP_BASE),
    isAsExpected: ({ status, headers }) => status === 200 && (headers['content-type'] ?? '').startsWith('text/html'),
  }),
  functionStep('operator: asks the doctor', 'an answer', async ({ target }) => {
    const { status } = await operate(target, 'doctor', {});
    return `it says ${status}`;
  }),
  functionStep('purge: a dry run', 'an answer', async ({ target }) => {
    const { found } = await purge(target, { dryRun: true });
    return `${found} users are due`;
  }),
  functionStep('changes: no records of the stream', 'an answer', async ({ target }) => {
    const { batchItemFailures } = await handOver(target, { Records: [] });
    return `${batchItemFailures.length} failures`;
  }),
];
