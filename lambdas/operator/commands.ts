import type { TrustKind } from '../auth/trust.ts';
import type { AskEvents, EventList } from '../directory/event-list.ts';
import type { Glance } from '../directory/glance.ts';
import type { MappingReport } from '../directory/mapping.ts';
import type { TriedFile, UserPreview } from '../directory/preview.ts';
import type { SearchAnswer } from '../directory/search.ts';
import type { QualityReport } from '../directory/quality.ts';
import type { Health } from '../doctor/diagnose.ts';
import type { MassHold } from '../life/guard.ts';
import type { Retention } from '../life/lifecycle.ts';
import type { HeldReport } from '../service/lifecycle/operator/held.ts';
import type { HoldReport, HoldRestored, HoldShown } from '../service/lifecycle/operator/holds.ts';
import type { GroupReport } from '../service/lifecycle/operator/groups.ts';
import type { PreviewPurge, PurgePreview } from '../service/lifecycle/operator/preview.ts';
import type { RestoredGroupTo, RestoreGroupTo } from '../service/lifecycle/operator/restore-group-to.ts';
import type { RestoreTo, RestoredTo } from '../service/lifecycle/operator/restore-to.ts';
import type { FindTouched, TouchedPage, Undo, UndoAnswer } from '../service/lifecycle/operator/undo.ts';
import type { UserReport } from '../service/lifecycle/operator/users.ts';
import type { CheckProgress } from '../store/check/progress.ts';
import type { AskHistory, UserHistory } from './user-history.ts';
import type { UserShown } from './user-shown.ts';

/** `user` is an id or a userName. */
type OfUser = { readonly user: string };
/** `hold` is an id. */
type OfHold = { readonly hold: string };
/** `group` is an id. */
type OfGroup = { readonly group: string };
type Nothing = object;

/** When the guard looked for mass losses last, as it does in every hourly job, ISO 8601; null where it never did. */
interface Guarded {
  readonly guardLookedAt: string | null;
}

/** What of the tenant file the customer's admin may know. */
interface ToldSettings {
  readonly retention: Required<Retention>;
  /** Where the tenant file has workload identity federation. */
  readonly federation: { readonly clientId: string } | null;
}

/** What an operator can ask for through the CLI, and what the operator function answers. */
interface OperatorCommands {
  'user show': { ask: OfUser; answer: UserShown };
  /** `text` is what a name or an address of theirs begins with. */
  'user search': { ask: { readonly text: string }; answer: SearchAnswer };
  /** By id, userName, e-mail address or externalId; with the fields of `file`, where that is given. */
  'user preview': { ask: OfUser & { readonly file?: TriedFile }; answer: UserPreview };
  /** The newest first; `before` is the `next` of the answer before. */
  'user history': { ask: AskHistory; answer: UserHistory };
  /** Page by page: `after` is the `next` of the page before. */
  'user held': { ask: OfUser & { readonly after?: string }; answer: HeldReport };
  'user restore': { ask: OfUser; answer: UserReport };
  'user restore-to': { ask: RestoreTo; answer: RestoredTo };
  'credential touched': { ask: FindTouched; answer: TouchedPage };
  'credential undo': { ask: Undo; answer: UndoAnswer };
  'user erase': { ask: OfUser; answer: UserReport };
  'user hold': { ask: OfUser & { readonly reason: string }; answer: UserReport };
  'user lift': { ask: OfUser; answer: UserReport };
  /** The deleted ones. */
  'group list': { ask: Nothing; answer: readonly GroupReport[] };
  /** `group` is an id, a displayName or an externalId, also of deleted ones. */
  'group find': { ask: OfGroup; answer: readonly GroupReport[] };
  'group restore': { ask: OfGroup; answer: GroupReport };
  /** While `left` of the answer is not 0, the same goes on. */
  'group restore-to': { ask: RestoreGroupTo; answer: RestoredGroupTo };
  'hold list': { ask: Nothing; answer: readonly HoldReport[] };
  'hold show': { ask: OfHold; answer: HoldShown };
  'hold release': { ask: OfHold; answer: MassHold };
  'hold restore': { ask: OfHold; answer: HoldRestored };
  /** The newest first: what changed, who did it, and no values. */
  'events list': { ask: AskEvents; answer: EventList };
  'purge preview': { ask: PreviewPurge; answer: PurgePreview };
  /** It goes on from its last answer, as long as that has a `next`. */
  check: { ask: { readonly progress?: CheckProgress }; answer: CheckProgress };
  glance: { ask: Nothing; answer: Glance };
  doctor: { ask: Nothing; answer: Health & Guarded };
  mapping: { ask: Nothing; answer: MappingReport };
  quality: { ask: Nothing; answer: QualityReport };
  settings: { ask: Nothing; answer: ToldSettings };
  trusts: { ask: Nothing; answer: readonly TrustKind[] };
}

export type OperatorCommand = keyof OperatorCommands;
export type Ask<Command extends OperatorCommand> = OperatorCommands[Command]['ask'];
export type Answer<Command extends OperatorCommand> = OperatorCommands[Command]['answer'];

/** The event of the operator function: the name of the command, beside what is asked. */
export type OperatorEvent<Command extends OperatorCommand = OperatorCommand> = {
  [Name in Command]: { readonly command: Name } & Ask<Name>;
}[Command];

/** What the operator function answers; `message` says what cannot be, and what helps. */
export type OperatorAnswer<Command extends OperatorCommand = OperatorCommand> =
  { readonly ok: true; readonly result: Answer<Command> } | { readonly ok: false; readonly message: string };
