import { bindFilter } from '../lambdas/scim/query/bind.ts';
import { parseFilter } from '../lambdas/scim/query/parse.ts';
import { compilePredicate } from '../lambdas/scim/query/predicate.ts';
import { applyPatch } from '../lambdas/scim/patch/apply.ts';
import { readPatch } from '../lambdas/scim/patch/message.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import { readResource } from '../lambdas/scim/patch/read-resource.ts';
import { renderResource } from '../lambdas/scim/resource/render.ts';
import type { StoredResource } from '../lambdas/life/stored-resource.ts';
import type { Rules } from '../lambdas/scim/rules.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';

/** What the protocol core costs on one core: the median of several rounds, in microseconds. */
const ROUNDS = 15;
const ROUND_MS = 100;

const rules: Rules = { type: userType, profile: profiles.entra };
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const body = {
  schemas: [userType.schema.id, ENTERPRISE],
  externalId: 'ada',
  userName: 'ada@example.com',
  active: true,
  displayName: 'Ada Lovelace',
  title: 'Countess',
  preferredLanguage: 'en-GB',
  name: { formatted: 'Ada Lovelace', familyName: 'Lovelace', givenName: 'Ada' },
  emails: [{ primary: true, type: 'work', value: 'ada@example.com' }],
  phoneNumbers: [
    { type: 'work', value: '+44 20 5550 0100' },
    { type: 'mobile', value: '+44 77 5550 0101' },
    { type: 'fax', value: '+44 20 5550 0102' },
  ],
  addresses: [{ type: 'work', formatted: '12 St James Square', locality: 'London', country: 'United Kingdom' }],
  [ENTERPRISE]: { department: 'Mathematics', employeeNumber: '1815', manager: { value: 'charles' } },
};
const attributes = readResource(body, rules);
const stored: StoredResource = {
  type: 'User',
  id: '1',
  version: 1,
  created: '2027-01-01T00:00:00.000Z',
  lastModified: '2027-01-01T00:00:00.000Z',
  attributes,
};
const rendered = renderResource(stored, userType, 'https://scim.example.com/scim/v2');

const operation = (path: string, value: string) => ({ op: 'Replace', path, value });
const patch = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [
    operation('displayName', 'Augusta Ada King'),
    operation('title', 'Countess of Lovelace'),
    operation('name.givenName', 'Augusta'),
    operation('name.familyName', 'King'),
    operation('emails[type eq "work"].value', 'augusta@example.com'),
    operation('phoneNumbers[type eq "mobile"].value', '+44 77 5550 0199'),
    operation('addresses[type eq "work"].formatted', 'Ockham Park'),
    operation('addresses[type eq "work"].postalCode', 'GU23'),
    operation(`${ENTERPRISE}:department`, 'Engines'),
    { op: 'Replace', path: 'active', value: 'False' },
  ],
};

const CASES: readonly [string, () => unknown][] = [
  ['filter userName eq: parse, bind, test', () => evaluate('userName eq "ada@example.com"')],
  ['filter emails[type eq "work"].value eq: same', () => evaluate('emails[type eq "work"].value eq "ada@example.com"')],
  [
    'filter of six terms with not and or: same',
    () =>
      evaluate(
        '(title pr or nickName pr) and not (active eq false) and emails[type eq "work" and value co "@example"] and meta.created gt "2026-01-01T00:00:00Z"',
      ),
  ],
  ['PATCH of ten operations: read, apply', () => applyPatch(attributes, readPatch(patch, rules.profile), rules)],
  ['POST body of 1 KB: read', () => readResource(body, rules)],
];

function evaluate(text: string): boolean {
  if (!compilePredicate(bindFilter(parseFilter(text), rules))(rendered)) throw new Error(`${text} does not match`);
  return true;
}

function microseconds(run: () => unknown): number {
  const begun = performance.now();
  let runs = 0;
  for (; performance.now() - begun < ROUND_MS; runs += 20) for (let index = 0; index < 20; index += 1) run();
  return ((performance.now() - begun) * 1000) / runs;
}

console.log(`${'median of 15 rounds, one core'.padEnd(52)} µs`);
for (const [name, run] of CASES) {
  microseconds(run);
  const rounds = Array.from({ length: ROUNDS }, () => microseconds(run)).sort((a, b) => a - b);
  console.log(`${name.padEnd(48)} ${(rounds[Math.floor(ROUNDS / 2)] ?? NaN).toFixed(1).padStart(6)}`);
}
