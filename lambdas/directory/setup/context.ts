import type { DirectoryFacts } from '../../doctor/evidence.ts';
import type { CredentialUse, LinkCredentials } from '../../store/ports/credentials.ts';
import type { FeedBackReader } from '../../store/ports/feed.ts';
import type { JournalReader } from '../../store/ports/journal.ts';
import type { TrafficReader } from '../../store/ports/traffic.ts';
import type { DirectoryContext } from '../context.ts';
import type { Sampled } from './sample.ts';

/** What the setup page tells of the tenant file. */
interface SetupTenant {
  readonly name: string;
  readonly profile: string;
  /** What is entered in Entra for workload identity federation, where the tenant file allows it. */
  readonly federation: Federation | null;
}

interface Federation {
  readonly clientId: string;
  readonly audiences: readonly string[];
  readonly subject: string;
  readonly tenantId: string;
}

/** What the setup page works with. Clock and secrets come from outside. */
export interface SetupContext extends Omit<DirectoryContext, 'feed' | 'health' | 'looksAt' | 'tellsValues'> {
  readonly tenant: SetupTenant;
  readonly traffic: TrafficReader;
  /** What was done, back from now. */
  readonly lookBack: FeedBackReader;
  /** What was refused. */
  readonly journal: JournalReader;
  readonly credentials: Pick<CredentialUse, 'get'>;
  readonly made: LinkCredentials;
  /** What the doctor knows of the directory itself; may be half a minute old. */
  readonly facts: () => Promise<DirectoryFacts>;
  /** What some people have brought; may be half a minute old. */
  readonly sample: () => Promise<Sampled>;
}

/** Who is asking: a link, and what it may. */
export interface AskingLink {
  readonly keyId: string;
  readonly may: { readonly tokens: boolean; readonly people: boolean };
}
