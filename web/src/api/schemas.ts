// Made from the OpenAPI document of the API by "npm run docs:web-types"; do not edit.

export type Overview = {
  tenant: {
    name: string;
    profile: 'entra' | 'strict';
    federation: { clientId: string; audiences: string[]; subject: string; tenantId: string } | null;
    tenantUrl: string;
    tokenUrl: string;
  };
  link: { endsAt: string; may: { tokens: boolean; people: boolean } };
  now: string;
  waysToSignIn: ('token' | 'client' | 'federation')[];
  steps: { id: 'credentials-tested' | 'first-user' | 'first-group' | 'first-cycle'; at: string | null }[];
  nextCycleDue: string | null;
  people: { active: number; deactivated: number; leaving: number } | null;
  users: number;
  groups: number;
  retention: { days: number; deactivated: 'purge' | 'keep'; minimumAfterDelete: number };
  status: 'healthy' | 'waiting' | 'attention' | 'broken';
  summary: string;
};

export type Flow = {
  status: 'healthy' | 'waiting' | 'attention' | 'broken';
  summary: string;
  upTo: string;
  knownUpTo: string;
  findings: {
    id: string;
    severity: 'broken' | 'attention' | 'info';
    was: boolean;
    title: string;
    evidence: string;
    lastSeen: string | null;
    cause: string;
    fix: string;
  }[];
  nextCycleDue: string | null;
  failures: { rate: number; quarantineAbove: number };
  lastProbe: string | null;
  lastUserWrite: string | null;
  lastGroupWrite: string | null;
  lastRefusal: { at: string; reasons: string[] } | null;
  refusals: { reason: string; requests: number; lastSeen: string }[];
  cycles: { start: string; end: string; requests: number; created: number; changed: number; refused: number }[];
};

export type Fields = {
  users: number;
  sampled: number;
  rows: {
    field: string;
    mappingType: 'Direct' | 'Expression';
    source: string | null;
    target: string;
    arrived: number;
  }[];
  notStored: { attribute: string; requests: number }[];
  free: string[];
};

export type Person = {
  id: string;
  state: 'active' | 'deactivated' | 'leaving';
  userName: string | null;
  externalId: string | null;
  fields: Record<string, string | null>;
  created: string;
  lastModified: string;
  softDeletedAt: string | null;
  purgeAfter: string | null;
};

export type People = { users: Person[]; next?: string };

export type PersonPage = {
  id: string;
  state: 'active' | 'deactivated' | 'leaving';
  userName: string | null;
  externalId: string | null;
  fields: Record<string, string | null>;
  created: string;
  lastModified: string;
  softDeletedAt: string | null;
  purgeAfter: string | null;
  read: {
    field: string;
    value: string | null;
    raw: string | null;
    from: { path: string; source: string | null }[];
    why: string | null;
  }[];
  groups: { id: string; name: string | null }[];
  timeline: ActivityRow[];
  next?: string;
};

export type ActivityRow = {
  time: string;
  result: 'done' | 'refused';
  kind: 'create' | 'update' | 'delete' | 'search' | 'read' | 'others';
  event: string | null;
  type: string | null;
  id: string | null;
  name: string | null;
  externalId: string | null;
  attributes: string[];
  status: number | null;
  scimType: string | null;
  by?: string;
  requestId?: string;
  clientRequestId?: string;
  leftOut?: number;
};

export type Activity = {
  rows: ActivityRow[];
  about: { id: string | null; erasedAt: string | null } | null;
  next?: string;
};

export type MadeCredential = {
  keyId: string;
  kind: 'token' | 'client';
  label: string;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
};

export type MadeCredentials = { credentials: MadeCredential[] };

export type CredentialRequest = { kind: 'token' | 'client' };

export type NewCredential = {
  keyId: string;
  kind: 'token' | 'client';
  label: string;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
  secret: string;
  clientId?: string;
};

export type Problem = {
  type:
    | 'urn:serverless-scim:problem:unknown-parameter'
    | 'urn:serverless-scim:problem:invalid-parameter'
    | 'urn:serverless-scim:problem:invalid-cursor'
    | 'urn:serverless-scim:problem:expired-cursor'
    | 'urn:serverless-scim:problem:invalid-body'
    | 'urn:serverless-scim:problem:bad-credential'
    | 'urn:serverless-scim:problem:wrong-scope'
    | 'urn:serverless-scim:problem:not-found'
    | 'urn:serverless-scim:problem:method-not-allowed'
    | 'urn:serverless-scim:problem:not-acceptable'
    | 'urn:serverless-scim:problem:too-many-credentials'
    | 'urn:serverless-scim:problem:position-gone'
    | 'urn:serverless-scim:problem:busy'
    | 'urn:serverless-scim:problem:throttled'
    | 'urn:serverless-scim:problem:failed';
  title: string;
  status: number;
  detail: string;
};
