// What the console asks of the CLI that serves it, and what that answers. tools/cli/console is checked
// against it by the compiler. Times are ISO 8601 UTC.

import type {
  Check,
  CredentialView,
  Due,
  FoundUser,
  Glance,
  GroupReport,
  HeldReport,
  Health,
  Hold,
  HoldReport,
  HoldRestored,
  HoldShown,
  Mapping,
  Quality,
  UserChange,
  UserReport,
} from './answers.ts';
import type {
  EventList,
  Place,
  PurgeReport,
  Replay,
  Resource,
  RestoredGroupTo,
  RestoredTo,
  Touched,
  Undone,
} from './changes.ts';
import type { WebhookReport, WebhookTested } from './webhooks.ts';

export type * from './answers.ts';
export type * from './changes.ts';
export type * from './webhooks.ts';

type Nothing = Readonly<Record<string, never>>;
type ToTime = { readonly to: string; readonly dryRun?: boolean };
type OfUser = { readonly user: string };
type OfGroup = { readonly group: string };
type OfHold = { readonly hold: string };
type OfKey = { readonly keyId: string };
type OfWebhook = { readonly name: string };
type Revoked = { readonly keyId: string; readonly revokedAt?: string | undefined };
export type Scope = 'scim' | 'scim:read' | 'directory';

/** The commands that the pages use; the server has more (docs/console.md). */
export interface ConsoleCommands {
  glance: { ask: Nothing; answer: Glance };
  doctor: { ask: Nothing; answer: Health };
  mapping: { ask: Nothing; answer: Mapping };
  quality: { ask: Nothing; answer: Quality };
  check: { ask: { readonly progress?: Check }; answer: Check };
  'credential list': { ask: Nothing; answer: readonly CredentialView[] };
  'token create': {
    ask: { readonly label: string; readonly scopes: readonly Scope[]; readonly expiresInDays: number };
    answer: { readonly keyId: string; readonly token: string };
  };
  /** `overlap` as in `7d`. */
  'token rotate': {
    ask: OfKey & { readonly overlap: string };
    answer: { readonly keyId: string; readonly token: string; readonly replacedEndsAt: string };
  };
  'token revoke': { ask: OfKey; answer: Revoked };
  'client create': {
    ask: { readonly label: string; readonly scopes: readonly Scope[]; readonly years: number };
    answer: { readonly clientId: string; readonly secret: string };
  };
  'client rotate': {
    ask: { readonly clientId: string; readonly overlap: string };
    answer: { readonly clientId: string; readonly secret: string; readonly othersEndAt: string };
  };
  'client revoke': {
    ask: { readonly clientId: string; readonly secretId?: string };
    answer: { readonly clientId: string };
  };
  /** `may` as in `tokens,people` or `none`. */
  'setup-link create': {
    ask: { readonly label: string; readonly days: number; readonly may: string };
    answer: { readonly keyId: string; readonly url: string };
  };
  /** Ends the access tokens of the federation. */
  'credential revoke': { ask: OfKey; answer: { readonly keyId: string } };
  'setup-link revoke': { ask: OfKey; answer: Revoked };
  'hold list': { ask: Nothing; answer: readonly HoldReport[] };
  'hold show': { ask: OfHold; answer: HoldShown };
  'hold release': { ask: OfHold; answer: Hold };
  'hold restore': { ask: OfHold; answer: HoldRestored };
  'user search': {
    ask: { readonly text: string };
    answer: { readonly users: readonly FoundUser[]; readonly more: boolean };
  };
  'user show': { ask: OfUser; answer: UserReport };
  'user held': { ask: OfUser & { readonly after?: string }; answer: HeldReport };
  'user history': { ask: OfUser; answer: { readonly changes: readonly UserChange[] } };
  'user restore-to': { ask: OfUser & ToTime; answer: RestoredTo };
  'user restore': { ask: OfUser; answer: UserReport };
  'user hold': { ask: OfUser & { readonly reason: string }; answer: UserReport };
  'user lift': { ask: OfUser; answer: UserReport };
  'user erase': { ask: OfUser; answer: UserReport };
  'group list': { ask: Nothing; answer: readonly GroupReport[] };
  'group find': { ask: OfGroup; answer: readonly GroupReport[] };
  'group restore': { ask: OfGroup; answer: GroupReport };
  'group restore-to': { ask: OfGroup & ToTime; answer: RestoredGroupTo };
  'credential touched': {
    ask: { readonly by: string; readonly since: string; readonly from?: Place };
    answer: { readonly touched: readonly Touched[]; readonly next?: Place };
  };
  'credential undo': {
    ask: {
      readonly by: string;
      readonly since: string;
      readonly resources: readonly Resource[];
      readonly deleteCreated: boolean;
      readonly dryRun: boolean;
    };
    answer: { readonly undone: readonly Undone[]; readonly remaining: readonly Resource[]; readonly members: number };
  };
  /** `kind` is create, update or delete. */
  'events list': {
    ask: { readonly kind?: string; readonly type?: string; readonly before?: Place; readonly after?: Place };
    answer: EventList;
  };
  /** A round of it. */
  'events replay': { ask: { readonly since?: string; readonly progress?: Replay }; answer: Replay };
  /** `gone`: since when, for each batch that the stream does not have any more. */
  'events redrive': {
    ask: Nothing;
    answer: { readonly told: number; readonly failed: number; readonly gone: readonly string[] };
  };
  'webhook list': { ask: Nothing; answer: { readonly webhooks: readonly WebhookReport[] } };
  'webhook test': { ask: OfWebhook; answer: WebhookTested };
  'webhook replay': {
    ask: OfWebhook & { readonly since?: string; readonly deadLetters?: boolean };
    answer: { readonly from: string | null };
  };
  /** `overlap` as in `7d`. */
  'webhook rotate-secret': {
    ask: OfWebhook & { readonly overlap?: string };
    answer: { readonly secret: string; readonly formerUntil: string | null };
  };
  /** Erases, or, in a dry run, tells whom it would erase. */
  purge: { ask: { readonly asOf?: string; readonly dryRun?: boolean }; answer: PurgeReport };
  'purge preview': {
    ask: { readonly asOf: string; readonly after?: string };
    answer: { readonly due: readonly Due[]; readonly next?: string };
  };
}

export type CommandName = keyof ConsoleCommands;
export type Ask<Name extends CommandName> = ConsoleCommands[Name]['ask'];
export type Answer<Name extends CommandName> = ConsoleCommands[Name]['answer'];
