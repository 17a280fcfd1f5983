import { createClient } from '../../auth/client.ts';
import { createCredential } from '../../auth/credential.ts';
import type { StoredCredential } from '../../auth/authorize.ts';
import type { SetupLink } from '../../auth/setup-link.ts';
import type { AskingLink, SetupContext } from '../../directory/setup/context.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { isObject, type Json } from '../../scim/json.ts';
import { show } from '../../scim/errors.ts';

/** A credential as the page shows it. Times are ISO 8601 UTC. */
interface MadeCredential {
  readonly keyId: string;
  readonly kind: Kind;
  readonly label: string;
  readonly createdAt: string;
  readonly endsAt: string;
  readonly lastUsedAt: string | null;
}

/** With the secret, which is shown this once. */
interface NewCredential extends MadeCredential {
  readonly secret: string;
  readonly clientId?: string;
}

const KINDS = ['token', 'client'] as const;
type Kind = (typeof KINDS)[number];

/** One in use, one to take its place, and one that was made by mistake. */
const MOST_LIVE = 3;
/** How often it is decided again when somebody else makes one with the same link at the same time. */
const ROUNDS = 5;
const VALID_DAYS = 365;

/** What the link has made and still lets somebody in (`GET /credentials`). */
export async function listMade({ made, now }: SetupContext, { keyId }: AskingLink) {
  const { credentials } = await made.madeBy(keyId);
  return { credentials: credentials.flatMap((credential) => liveView(credential, now()) ?? []) };
}

/**
 * Makes a token or a client for Entra (`POST /credentials`). Of one link three live at most, however
 * many ask at once. Throws `invalid-body`, `too-many-credentials`, `busy`.
 */
export async function makeCredential(
  context: SetupContext,
  { keyId }: AskingLink,
  body: string,
): Promise<NewCredential> {
  const kind = readKind(body);
  const link = await context.credentials.get(keyId);
  if (link?.kind !== 'setup-link') throw new DirectoryProblem('wrong-scope', 'only a setup link makes secrets here');
  const now = context.now();
  const { credential, ...shown } = create(kind, link, now);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await context.made.madeBy(keyId);
    const view = liveView(credential, now);
    // An answer that was lost on the way back: it is there.
    const isThere = before.credentials.some((each) => each.keyId === credential.keyId);
    if (isThere && view) return { ...view, ...shown };
    const live = before.credentials.filter((each) => liveView(each, now) !== undefined).map((each) => each.keyId);
    if (live.length >= MOST_LIVE)
      throw new DirectoryProblem(
        'too-many-credentials',
        `${MOST_LIVE} secrets made with this link are valid, which is the most: revoke one that nobody uses`,
      );
    if (view && (await context.made.make(link, before, live, credential))) return { ...view, ...shown };
  }
  throw new DirectoryProblem('busy', 'others are making secrets with this link: try again', { 'Retry-After': '1' });
}

/** Ends one that the link has made (`DELETE /credentials/{keyId}`). Throws `not-found`. */
export async function endCredential({ made, now }: SetupContext, link: AskingLink, keyId: string): Promise<void> {
  if (!(await made.end(link.keyId, keyId, now())))
    throw new DirectoryProblem('not-found', `this link has made no credential with the key id ${show(keyId)}`);
}

function readKind(body: string): Kind {
  const kind = kindIn(body);
  const known = KINDS.find((each) => each === kind);
  if (!known)
    throw new DirectoryProblem('invalid-body', `the body has to be {"kind": "token"} or {"kind": "client"}, as JSON`);
  return known;
}

function kindIn(body: string): Json | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed['kind'] : undefined;
  } catch {
    return undefined;
  }
}

function create(kind: Kind, link: SetupLink, now: string) {
  const end = new Date(now);
  end.setUTCDate(end.getUTCDate() + VALID_DAYS);
  const about = {
    label: `setup page, ${link.label}`.slice(0, 100),
    scopes: ['scim'],
    now,
    expiresAt: end.toISOString(),
    createdBy: `setup-link ${link.keyId}`,
    origin: 'setup',
  } as const;
  if (kind === 'client') {
    const { client, secret } = createClient(about);
    return { credential: client, secret, clientId: client.keyId };
  }
  const { credential, token } = createCredential(about);
  return { credential, secret: token };
}

/** Undefined for one that lets nobody in any more. Of a client the secret counts that lives longest. */
function liveView(credential: StoredCredential, now: string): MadeCredential | undefined {
  const { keyId, label, createdAt, revokedAt } = credential;
  const secrets =
    credential.kind === 'bearer'
      ? [credential]
      : credential.kind === 'client-credentials'
        ? Object.values(credential.secrets)
        : [];
  const live = secrets.filter((secret) => secret.revokedAt === undefined && secret.expiresAt > now);
  if (revokedAt !== undefined || live.length === 0) return undefined;
  return {
    keyId,
    kind: credential.kind === 'bearer' ? 'token' : 'client',
    label,
    createdAt,
    endsAt: latest(live.map(({ expiresAt }) => expiresAt)) ?? now,
    lastUsedAt: latest(secrets.flatMap(({ lastUsedAt }) => lastUsedAt ?? [])) ?? null,
  };
}

const latest = (times: readonly string[]): string | undefined => times.toSorted().at(-1);
