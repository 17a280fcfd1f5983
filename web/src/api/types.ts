/** The shapes of the setup API. */
export type Status = 'healthy' | 'waiting' | 'attention' | 'broken';
export type WayToSignIn = 'token' | 'client' | 'federation';
export type StepId = 'credentials-tested' | 'first-user' | 'first-group' | 'first-cycle';

export interface Overview {
  tenant: {
    name: string;
    tenantUrl: string;
    tokenUrl: string;
    profile: 'entra' | 'strict';
    federation: { clientId: string; audiences: string[]; subject: string; tenantId: string } | null;
  };
  link: { endsAt: string; may: { tokens: boolean; people: boolean } };
  now: string;
  waysToSignIn: WayToSignIn[];
  steps: { id: StepId; at: string | null }[];
  nextCycleDue: string | null;
  people: { active: number; deactivated: number; leaving: number } | null;
  users: number;
  groups: number;
  retention: { days: number; deactivated: 'purge' | 'keep'; minimumAfterDelete: number };
  status: Status;
  summary: string;
}

export interface Finding {
  id: string;
  severity: 'broken' | 'attention' | 'info';
  title: string;
  evidence: string;
  cause: string;
  fix: string;
}

export interface Cycle {
  start: string;
  end: string;
  requests: number;
  created: number;
  changed: number;
  refused: number;
}

export interface Flow {
  status: Status;
  summary: string;
  upTo: string;
  findings: Finding[];
  nextCycleDue: string | null;
  failures: { rate: number; quarantineAbove: number };
  lastProbe: string | null;
  lastUserWrite: string | null;
  lastGroupWrite: string | null;
  lastRefusal: { at: string; reasons: string[] } | null;
  cycles: Cycle[];
}

export interface FieldRow {
  field: string;
  mappingType: 'Direct' | 'Expression';
  source: string | null;
  target: string;
  arrived: number;
}

export interface Fields {
  users: number;
  /** How many of the users were looked at; `arrived` is out of these. */
  sampled: number;
  rows: FieldRow[];
  notStored: { attribute: string; requests: number }[];
  free: string[];
}

export interface Person {
  id: string;
  state: 'active' | 'deactivated' | 'leaving';
  userName: string | null;
  externalId: string | null;
  fields: Record<string, string | null>;
  created: string;
  lastModified: string;
  softDeletedAt: string | null;
  purgeAfter: string | null;
}

export interface People {
  users: Person[];
  next?: string;
}

export interface TimelineEntry {
  event: string;
  time: string;
  changed: string[];
  by?: string;
  requestId?: string;
}

export interface PersonPage extends Person {
  groups: { id: string; name: string | null }[];
  timeline: TimelineEntry[];
  next?: string;
}

export interface MadeCredential {
  keyId: string;
  kind: 'token' | 'client';
  label: string;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
}

export interface NewCredential extends MadeCredential {
  secret: string;
  clientId?: string;
}
