// What the API of the setup page answers for a company that does not exist.
import type { ActivityRow, Cycle, Fields, Flow, Overview, Person, PersonPage } from '../../web/src/api/types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BASE = 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/live';
/** Between the beginnings of two cycles. */
const EVERY = 40 * MINUTE;

const FEDERATION = {
  clientId: 'acme',
  audiences: ['api://serverless-scim'],
  subject: '99999999-2222-4333-8444-555555555555',
  tenantId: '11111111-2222-4333-8444-555555555555',
};

const iso = (time: number): string => new Date(time).toISOString();

export const sampleOverview = (now: number): Overview => ({
  tenant: {
    name: 'acme',
    tenantUrl: `${BASE}/scim/v2`,
    tokenUrl: `${BASE}/oauth/token`,
    profile: 'entra',
    federation: FEDERATION,
  },
  link: { endsAt: iso(now + 14 * DAY), may: { tokens: true, people: true } },
  now: iso(now),
  waysToSignIn: ['token', 'client', 'federation'],
  steps: [
    { id: 'credentials-tested', at: iso(now - 3 * HOUR) },
    { id: 'first-user', at: iso(now - 2 * HOUR) },
    { id: 'first-group', at: null },
    { id: 'first-cycle', at: null },
  ],
  nextCycleDue: iso(now + 23 * MINUTE),
  people: { active: 352, deactivated: 6, leaving: 12 },
  users: 370,
  groups: 18,
  retention: { days: 30, deactivated: 'purge', minimumAfterDelete: 7 },
  status: 'healthy',
  summary: 'Entra comes every 40 minutes; the last cycle brought 3 changes.',
});

/** Nothing has happened yet. */
export function emptyOverview(now: number): Overview {
  const overview = sampleOverview(now);
  return {
    ...overview,
    steps: overview.steps.map(({ id }) => ({ id, at: null })),
    nextCycleDue: null,
    people: { active: 0, deactivated: 0, leaving: 0 },
    users: 0,
    groups: 0,
    status: 'waiting',
    summary: 'Nothing has ever arrived.',
  };
}

/** Cycles of some days, with a night in which none came, and some refusals after it. */
function cyclesOf(now: number, days: number): Cycle[] {
  const count = Math.floor((days * DAY) / EVERY);
  return Array.from({ length: count }, (_, index) => {
    const start = now - 17 * MINUTE - (count - 1 - index) * EVERY;
    const wave = (index * 7919) % 23;
    const [created, changed, refused] = [wave % 5 === 0 ? wave % 9 : 0, wave % 12, wave === 11 ? 4 : 0];
    return {
      start: iso(start),
      end: iso(start + 90_000),
      requests: 6 + created + changed * 2 + refused,
      created,
      changed,
      refused,
    };
  }).filter(({ start }) => {
    const hoursAgo = (now - Date.parse(start)) / HOUR;
    return hoursAgo < 9 || hoursAgo > 14;
  });
}

export const sampleFlow = (now: number, days: number): Flow => ({
  status: 'attention',
  summary: 'People arrive. One of them cannot be created, and this repeats in every cycle.',
  upTo: iso(now - MINUTE),
  knownUpTo: iso(now - 2 * MINUTE),
  findings: [
    {
      id: 'user-conflicts-every-cycle',
      severity: 'attention',
      was: false,
      title: 'The same user cannot be created, cycle after cycle',
      evidence: '4 creates were answered 409 in the last 6 hours, the last at 08:12',
      lastSeen: iso(now - 97 * MINUTE),
      cause:
        'A user with the same userName is here already and is not found by the matching attribute: often the account name and the mail address differ',
      fix: 'Enterprise apps, this application, Provisioning, Attribute mapping: match by userName, or by the attribute in which both agree; or rename one of the two accounts',
    },
  ],
  nextCycleDue: iso(now + 23 * MINUTE),
  failures: { rate: 0.021, quarantineAbove: 0.4 },
  lastProbe: iso(now - 17 * MINUTE),
  lastUserWrite: iso(now - 17 * MINUTE),
  lastGroupWrite: iso(now - 5 * HOUR),
  lastRefusal: { at: iso(now - 97 * MINUTE), reasons: ['bearer unknown'] },
  refusals: [{ reason: 'bearer unknown', requests: 1, lastSeen: iso(now - 97 * MINUTE) }],
  cycles: cyclesOf(now, days),
});

const row = (field: string, source: string | null, target: string, arrived: number): Fields['rows'][number] => ({
  field,
  mappingType: field === '(state)' ? 'Expression' : 'Direct',
  source,
  target,
  arrived,
});

export const sampleFields: Fields = {
  users: 370,
  sampled: 370,
  rows: [
    row('(identity)', 'objectId', 'externalId', 370),
    row('(matching)', 'userPrincipalName', 'userName', 370),
    row('(state)', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', 'active', 370),
    row('email', 'mail', 'emails[type eq "work"].value', 368),
    row('name', 'displayName', 'displayName', 370),
    row('title', 'jobTitle', 'title', 312),
    row('location', 'physicalDeliveryOfficeName', 'addresses[type eq "work"].formatted', 290),
    row('phone', 'telephoneNumber', 'phoneNumbers[type eq "work"].value', 301),
    row('mobile', 'mobile', 'phoneNumbers[type eq "mobile"].value', 188),
    row('fax', 'facsimileTelephoneNumber', 'phoneNumbers[type eq "fax"].value', 0),
    row('bioUrl', null, 'timezone', 54),
  ],
  notStored: [{ attribute: 'wagesCode', requests: 24 }],
  free: ['nickName', 'profileUrl', 'userType', 'locale', 'preferredLanguage'],
};

type Named = readonly [name: string, title: string | null, place: string];

const NAMES: readonly Named[] = [
  ['Anna Adams', 'Clerk', 'Berlin'],
  ['Annika Öberg', 'Head of Sales', 'Malmö'],
  ['أنّا حداد', 'مهندسة', 'عمّان'],
  ['Anne <b>Bold</b> O’Neill', '<script>alert(1)</script>', 'Dublin'],
  ['Annabelle Featherstonehaugh-Cholmondeley', null, 'London'],
];

export function samplePerson(now: number, index: number): Person {
  const [name, title, location] = NAMES[index % NAMES.length] ?? ['Anna Adams', 'Clerk', 'Berlin'];
  const state = (['active', 'active', 'deactivated', 'active', 'leaving'] as const)[index % 5] ?? 'active';
  const isLeaving = state !== 'active';
  const userName = `anna${index + 1}@acme.example`;
  return {
    id: `2819c223-7f76-453a-919d-${String(413_861_904_646 + index)}`,
    state,
    userName,
    externalId: `8f14e45f-ceea-467f-9a1c-${String(100_000_000_000 + index)}`,
    fields: { email: userName, name, title, location, phone: '+49 30 1234', mobile: null, fax: null, bioUrl: null },
    created: iso(now - 90 * DAY),
    lastModified: iso(now - 2 * DAY),
    softDeletedAt: isLeaving ? iso(now - 18 * DAY) : null,
    purgeAfter: isLeaving ? iso(now + 12 * DAY - HOUR) : null,
  };
}

const NOBODY = { id: null, name: null, externalId: null, status: null, scimType: null } as const;

const done = (time: string, event: string, attributes: string[], more: Partial<ActivityRow> = {}): ActivityRow => {
  const kind = /created/.test(event) ? 'create' : /deleted|erased/.test(event) ? 'delete' : 'update';
  const type = event.startsWith('group') ? 'Group' : 'User';
  return { ...NOBODY, time, result: 'done', kind, event, type, attributes, ...more };
};

const refused = (
  time: string,
  kind: ActivityRow['kind'],
  status: number,
  scimType: string | null,
  attributes: string[],
  more: Partial<ActivityRow> = {},
): ActivityRow => ({
  ...NOBODY,
  time,
  result: 'refused',
  kind,
  event: null,
  type: 'User',
  attributes,
  status,
  scimType,
  requestId: '4f1c2d3e-4f50-6172-8394-a5b6c7d8e9fa',
  clientRequestId: 'c0ffee12-4f50-6172-8394-a5b6c7d8e9fa',
  ...more,
});

/** What happened, a row each twelve minutes, back from now. */
export function sampleActivity(now: number): ActivityRow[] {
  const erin = { name: 'erin@acme.example', externalId: '8f14e45f-ceea-467f-9a1c-200000000000' };
  return Array.from({ length: 120 }, (_, index): ActivityRow => {
    const time = iso(now - 17 * MINUTE - index * 12 * MINUTE);
    const { id, userName: name, externalId } = samplePerson(now, index);
    const anna = { id, name, externalId };
    if (index === 2) return refused(time, 'create', 409, 'uniqueness', ['userName'], erin);
    if (index === 3) return { ...refused(time, 'others', 0, null, []), type: null, status: null, leftOut: 37 };
    if (index === 5) return refused(time, 'search', 400, 'invalidFilter', [], { name: '<b>Erin</b>@acme.example' });
    if (index % 9 === 7) return refused(time, 'update', 404, null, ['title'], anna);
    if (index % 9 === 8) return refused(time, 'update', 503, null, ['active'], anna);
    if (index % 4 === 0)
      return done(time, 'group.members.changed', ['members'], { id: 'group-1', name: 'قسم المبيعات' });
    const event = ['user.created', 'user.updated', 'user.deactivated', 'user.deleted'][index % 3] ?? 'user.updated';
    return done(time, event, ['title', 'phoneNumbers'], { ...anna, requestId: 'c0ffee12' });
  });
}

/** Where a field of a person comes from, as the mapping says. */
function readOf(field: string, value: string | null): PersonPage['read'][number] {
  const row = sampleFields.rows.find((each) => each.field === field);
  const path = row?.target ?? field;
  if (value === null) return { field, value, raw: null, from: [], why: `Entra sends no value for ${path}` };
  const raw = field === 'phone' ? value.replace('+49 ', '0') : value;
  return { field, value, raw, from: [{ path, source: row?.source ?? null }], why: null };
}

export function samplePersonPage(now: number, index: number): PersonPage {
  const person = samplePerson(now, index);
  const left = person.softDeletedAt;
  return {
    ...person,
    read: Object.entries(person.fields).map(([field, value]) => readOf(field, value)),
    groups: ['Everybody', 'Sales', 'قسم المبيعات'].map((name, at) => ({ id: `group-${at}`, name })),
    timeline: [
      ...(left === null ? [] : [done(left, 'user.deactivated', ['active'], { requestId: 'f2b0c7a1' })]),
      done(iso(now - 20 * DAY), 'user.updated', ['title', 'phoneNumbers'], { requestId: 'c0ffee12' }),
      { ...refused(iso(now - 21 * DAY), 'update', 400, 'invalidValue', ['manager']), id: person.id },
      done(iso(now - 41 * DAY), 'user.restored', [], { by: 'operator' }),
      done(iso(now - 43 * DAY), 'user.deleted', []),
      done(person.created, 'user.created', ['userName', 'displayName', 'emails', 'title']),
    ],
  };
}
