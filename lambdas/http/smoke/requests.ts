import { METADATA_PATH } from '../../auth/paths.ts';
import { isList, isObject, property } from '../../scim/json.ts';
import { DIRECTORY_BASE, SCIM_BASE, SETUP_BASE } from '../paths.ts';
import { eventOf } from './event.ts';

/** The functions that are behind the API, each with a request or more of the smoke test. */
export const SMOKED = ['scim', 'directory', 'export', 'authorizer', 'token', 'setup'] as const;
export type Smoked = (typeof SMOKED)[number];

/** One request of the smoke test. It reads, and leaves nothing behind. */
export interface SmokeRequest {
  readonly to: Smoked;
  readonly what: string;
  /** As API Gateway would send it. */
  readonly event: (tenant: string) => object;
  /** Whether the function answered as it should; `answer` is what it gave back, parsed. */
  readonly isRight: (answer: unknown) => boolean;
}

/** A link that nobody made, which is refused without being counted as somebody's failed sign-in. */
const UNKNOWN_LINK = `scimlink_${'0'.repeat(16)}_${'A'.repeat(43)}`;

/** Of each function something that needs its program, its settings and its table. */
export const SMOKE_REQUESTS: readonly SmokeRequest[] = [
  get('scim', `${SCIM_BASE}/ServiceProviderConfig`, ({ patch }) => isObject(patch)),
  get('scim', `${SCIM_BASE}/Schemas`, ({ Resources }) => isList(Resources) && Resources.length > 0),
  get('scim', `${SCIM_BASE}/Users`, ({ totalResults }) => typeof totalResults === 'number', { count: '0' }),
  get('directory', `${DIRECTORY_BASE}/health`, ({ status }) => typeof status === 'string'),
  {
    to: 'export',
    what: `GET ${DIRECTORY_BASE}/groups.csv`,
    event: (tenant) => eventOf(tenant, `${DIRECTORY_BASE}/groups.csv`, { limit: '1' }),
    isRight: (answer) => isOk(answer) && String(answer['body']).startsWith('id,name,'),
  },
  get('token', METADATA_PATH, ({ issuer }) => typeof issuer === 'string'),
  {
    to: 'setup',
    what: `GET ${SETUP_BASE}`,
    event: (tenant) => eventOf(tenant, SETUP_BASE),
    isRight: (answer) => isOk(answer) && /<!doctype html/i.test(String(answer['body'])),
  },
  {
    to: 'authorizer',
    what: 'a setup link that nobody made',
    event: (tenant) => ({
      ...eventOf(tenant, `${SCIM_BASE}/Users`, {}, { Authorization: `Bearer ${UNKNOWN_LINK}` }),
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:local:000000000000:smoke/live/GET${SCIM_BASE}/Users`,
    }),
    isRight: (answer) => JSON.stringify(property(answer, 'policyDocument') ?? null).includes('"Effect":"Deny"'),
  },
];

function get(
  to: Smoked,
  path: string,
  isRight: (body: Readonly<Record<string, unknown>>) => boolean,
  query: Readonly<Record<string, string>> = {},
): SmokeRequest {
  return {
    to,
    what: `GET ${path}`,
    event: (tenant) => eventOf(tenant, path, query),
    isRight: (answer) => {
      if (!isOk(answer)) return false;
      const body: unknown = JSON.parse(String(answer['body']));
      return isObject(body) && isRight(body);
    },
  };
}

const isOk = (answer: unknown): answer is Readonly<Record<string, unknown>> =>
  isObject(answer) && answer['statusCode'] === 200;
