// What the commands of the console answer. Times are ISO 8601 UTC.

type Status = 'healthy' | 'waiting' | 'attention' | 'broken';

/** Why a tenant does not answer. `refused`: it does, and says no. */
export type ProblemKind = 'no-credentials' | 'denied' | 'busy' | 'unreachable' | 'not-found' | 'refused' | 'failed';
export interface TenantProblem {
  readonly kind: ProblemKind;
  readonly detail: string;
}

export interface TenantRow {
  readonly name: string;
  /** `local` or the Region; null where it is not known, or not yet. */
  readonly place: string | null;
  /** What time it is there; null where that is not known. */
  readonly now: string | null;
  readonly problem: TenantProblem | null;
}

export interface Glance {
  readonly now: string;
  readonly status: Status;
  readonly summary: string;
  readonly nextCycleDue: string | null;
  readonly lastCycle: string | null;
  readonly users: number;
  readonly groups: number;
  readonly gone: { readonly deactivated: number; readonly leaving: number } | null;
  readonly retention: { readonly days: number; readonly deactivated: 'purge' | 'keep' };
  readonly holds: number;
  readonly ending: readonly { readonly keyId: string; readonly expiresAt: string; readonly daysLeft: number }[];
}

/** A look at a tenant: where it is and how it stands, or what is the matter with it. */
export interface Glanced {
  readonly place: string | null;
  /** What is deployed, where the stacks tell it. */
  readonly version?: string;
  readonly glance: Glance | null;
  readonly problem: TenantProblem | null;
}

interface Finding {
  readonly id: string;
  readonly severity: 'broken' | 'attention' | 'info';
  readonly was: boolean;
  readonly title: string;
  readonly evidence: string;
  readonly lastSeen: string | null;
  readonly cause: string;
  readonly fix: string;
}

export interface Health {
  readonly status: Status;
  readonly summary: string;
  readonly knownUpTo: string;
  readonly findings: readonly Finding[];
  readonly nextCycleDue: string | null;
  readonly failures: { readonly rate: number; readonly quarantineAbove: number };
  readonly lastProbe: string | null;
  readonly lastUserWrite: string | null;
  readonly lastGroupWrite: string | null;
  readonly lastRefusal: { readonly at: string; readonly reasons: readonly string[] } | null;
  readonly refusals: readonly { readonly reason: string; readonly requests: number; readonly lastSeen: string }[];
  /** When the guard looked for mass losses last. */
  readonly guardLookedAt: string | null;
}

export interface CredentialView {
  readonly keyId: string;
  readonly secretId?: string;
  readonly kind: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly state: 'valid' | 'expired' | 'revoked' | 'replaced' | 'turned-off';
  readonly createdBy?: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  readonly daysLeft?: number;
  readonly usedRecently: boolean;
}

export interface Hold {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly of: number;
  readonly noticedAt: string;
  readonly state: 'held' | 'released' | 'restored';
  readonly decidedAt?: string;
  readonly family?: 'users' | 'groups';
}

export interface HoldReport {
  readonly hold: Hold;
  readonly users: number;
}

export type LifeState = 'active' | 'deactivated' | 'deleted' | 'erased';

export interface HoldShown extends HoldReport {
  readonly members: readonly {
    readonly id: string;
    readonly name?: string;
    readonly state: LifeState;
    readonly softDeletedAt?: string;
    readonly deletedAt?: string;
  }[];
}

export interface HoldRestored {
  readonly restored: number;
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export interface UserReport {
  readonly id: string;
  readonly userName?: string | undefined;
  readonly state: LifeState;
  readonly version: number;
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
  readonly restoredAt?: string;
  readonly erasedAt?: string;
  readonly purgeAfter?: string;
  readonly hold?: { readonly since: string; readonly reason: string };
}

export interface FoundUser {
  readonly id: string;
  readonly userName: string | null;
  readonly state: 'active' | 'deactivated' | 'leaving';
  readonly fields: Readonly<Record<string, string | null>>;
}

export interface UserChange {
  readonly time: string;
  readonly event: string;
  readonly version: number;
  readonly changed: readonly string[];
  readonly by?: string | undefined;
  /** What the credential is called. */
  readonly byName?: string;
}

export interface GroupReport {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly deletedAt?: string;
  readonly restoredAt?: string;
  readonly purgeAfter?: string;
}

export interface Due {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly reason: 'deleted' | 'deactivated';
  readonly softDeletedAt: string;
  readonly purgeAfter: string;
  readonly heldBack: boolean;
}

interface Example {
  readonly id: string;
  readonly userName: string | null;
  readonly value?: string;
}

export interface Quality {
  readonly users: number;
  readonly missing: readonly {
    readonly field: string;
    readonly users: number;
    readonly examples: readonly Example[];
  }[];
  readonly unfilled: readonly string[];
  readonly notPhones: readonly {
    readonly field: string;
    readonly users: number;
    readonly examples: readonly Example[];
  }[];
  readonly duplicateEmails: {
    readonly addresses: number;
    readonly examples: readonly { readonly email: string; readonly users: readonly Example[] }[];
  };
  readonly unused: readonly { readonly path: string; readonly users: number }[];
}

/** How far a check has come; while it has a `next`, it goes on from itself. */
export interface Check {
  readonly items: number;
  readonly problems: readonly { readonly kind: string; readonly key: string; readonly what: string }[];
  readonly found: Readonly<Record<string, number>>;
  readonly next?: object;
}

/** A state of a person on legal hold, from `lastModified` until the next one began. */
export interface HeldState {
  readonly version: number;
  readonly lastModified: string;
  readonly state: LifeState;
  readonly attributes: object;
}

export interface HeldGroups {
  readonly version: number;
  readonly at: string;
  readonly groups: readonly string[];
}

/** A page of what a legal hold has kept, the oldest first. */
export interface HeldReport {
  readonly kept: readonly (HeldState | HeldGroups)[];
  readonly next?: string;
}

export interface Mapping {
  readonly users: number;
  readonly rows: readonly {
    readonly field: string;
    readonly mappingType: string;
    readonly source: string | null;
    readonly target: string;
    readonly arrived: number;
  }[];
  readonly notStored: readonly { readonly attribute: string; readonly requests: number }[];
}
