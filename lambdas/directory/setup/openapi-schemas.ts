import { LIFECYCLE } from '../../tenant/settings/lifecycle.ts';
import { FINDING, KNOWN_UP_TO, REFUSALS, STATUS, userProperties } from '../openapi-schemas.ts';
import { problemTypes } from '../problem.ts';
import {
  integer,
  listOf,
  object,
  orNull,
  ref,
  text,
  textOrNull,
  time,
  timeOrNull,
  yesOrNo,
  type Schema,
} from '../schema-parts.ts';
import { KINDS, RESULTS } from './activity/row.ts';

const CREDENTIAL_KIND: Schema = { enum: ['token', 'client'] };

const PERSON = userProperties({
  type: 'object',
  additionalProperties: textOrNull,
  description: 'by the names of the fields of the tenant',
});

const FIELD_READ = object({
  field: text,
  value: textOrNull,
  raw: { ...textOrNull, description: 'as it was sent, before it was formatted; null where nothing was' },
  from: listOf(
    object({ path: text, source: { ...textOrNull, description: 'the Entra attribute, where it is known' } }),
  ),
  why: { ...textOrNull, description: 'why it is empty, or not what one may have expected' },
});

const MADE = {
  keyId: text,
  kind: CREDENTIAL_KIND,
  label: text,
  createdAt: time,
  endsAt: time,
  lastUsedAt: { ...timeOrNull, description: 'up to 40 minutes behind' },
};

const OVERVIEW = object({
  tenant: object({
    name: text,
    profile: { enum: LIFECYCLE.profile.enum },
    federation: orNull(object({ clientId: text, audiences: listOf(text), subject: text, tenantId: text })),
    tenantUrl: text,
    tokenUrl: text,
  }),
  link: object({ endsAt: time, may: object({ tokens: yesOrNo, people: yesOrNo }) }),
  now: time,
  waysToSignIn: listOf({ enum: ['token', 'client', 'federation'] }),
  steps: listOf(
    object({
      id: { enum: ['credentials-tested', 'first-user', 'first-group', 'first-cycle'] },
      at: timeOrNull,
    }),
  ),
  nextCycleDue: timeOrNull,
  people: {
    ...orNull(object({ active: integer, deactivated: integer, leaving: integer })),
    description: 'null where there are too many to count',
  },
  users: { ...integer, description: 'active and deactivated ones' },
  groups: integer,
  retention: object({
    days: integer,
    deactivated: { enum: LIFECYCLE.retention.properties.deactivated.enum },
    minimumAfterDelete: integer,
  }),
  status: STATUS,
  summary: text,
});

const FLOW = object({
  status: STATUS,
  summary: text,
  upTo: time,
  knownUpTo: KNOWN_UP_TO,
  findings: listOf(object(FINDING)),
  nextCycleDue: timeOrNull,
  failures: object({ rate: { type: 'number' }, quarantineAbove: { type: 'number' } }),
  lastProbe: timeOrNull,
  lastUserWrite: timeOrNull,
  lastGroupWrite: timeOrNull,
  lastRefusal: orNull(object({ at: time, reasons: listOf(text) })),
  refusals: REFUSALS,
  cycles: listOf(
    object({ start: time, end: time, requests: integer, created: integer, changed: integer, refused: integer }),
  ),
});

const FIELDS = object({
  users: integer,
  sampled: { ...integer, description: 'how many of the users were looked at; arrived is out of these' },
  rows: listOf(
    object({
      field: text,
      mappingType: { enum: ['Direct', 'Expression'] },
      source: { ...textOrNull, description: 'null where only the customer knows it' },
      target: text,
      arrived: integer,
    }),
  ),
  notStored: listOf(object({ attribute: text, requests: integer })),
  free: listOf(text),
});

const ACTIVITY_ROW = object(
  {
    time,
    result: { enum: RESULTS },
    kind: { enum: KINDS, description: 'others: refusals that were not written down one by one' },
    event: { ...textOrNull, description: 'as in "user.created"; null for what was refused' },
    type: { ...textOrNull, description: 'of the resource' },
    id: { ...textOrNull, description: 'null where nobody knows it, and for a link that may not read people' },
    name: { ...textOrNull, description: 'userName or displayName' },
    externalId: textOrNull,
    attributes: { ...listOf(text), description: 'what was changed, or what a refusal is about' },
    status: { type: ['integer', 'null'] },
    scimType: textOrNull,
  },
  {
    by: text,
    requestId: text,
    clientRequestId: { ...text, description: 'the id that Entra gave the request' },
    leftOut: { ...integer, description: 'how many more were refused in this minute, at least' },
  },
);

/** What the answers of the setup page's API are made of, by name (JSON Schema, as in OpenAPI 3.1). */
export const SETUP_SCHEMAS: Readonly<Record<string, Schema>> = {
  Overview: OVERVIEW,
  Flow: FLOW,
  Fields: FIELDS,
  Person: object(PERSON),
  People: object({ users: listOf(ref('Person')) }, { next: text }),
  PersonPage: object(
    {
      ...PERSON,
      read: listOf(FIELD_READ),
      groups: listOf(object({ id: text, name: textOrNull })),
      timeline: listOf(ref('ActivityRow')),
    },
    { next: text },
  ),
  ActivityRow: ACTIVITY_ROW,
  Activity: object(
    {
      rows: listOf(ref('ActivityRow')),
      about: {
        ...orNull(object({ id: textOrNull, erasedAt: timeOrNull })),
        description: 'whom it was asked about: the id of who is or was here, and since when somebody is erased',
      },
    },
    { next: text },
  ),
  MadeCredential: object(MADE),
  MadeCredentials: object({ credentials: listOf(ref('MadeCredential')) }),
  CredentialRequest: object({ kind: CREDENTIAL_KIND }),
  NewCredential: object({ ...MADE, secret: { ...text, description: 'shown this once' } }, { clientId: text }),
  Problem: object({ type: { enum: problemTypes }, title: text, status: integer, detail: text }),
};
