import type { SetupMay } from '../../../lambdas/auth/scopes.ts';
import { createSetupLink, type SetupLink } from '../../../lambdas/auth/setup-link.ts';
import { SETUP_BASE } from '../../../lambdas/directory/setup/paths.ts';
import { DAY } from '../../../lambdas/duration.ts';
import { SCIM_BASE } from '../../../lambdas/http/paths.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../plain-error.ts';
import { later } from '../input/arguments.ts';
import type { Target } from '../target/target.ts';
import { operatorName } from './open.ts';

interface LinkWish {
  readonly label: string;
  readonly days: number;
  readonly may: readonly SetupMay[];
  /** The address of the API, where it has a domain of its own. */
  readonly endpoint?: string | undefined;
}

/** Makes and keeps a link to the setup page; its secret is in `url` only. */
export async function makeLink(store: CredentialStore, target: Pick<Target, 'now' | 'tenantUrl'>, wish: LinkWish) {
  const { label, days, may, endpoint } = wish;
  const { now } = target;
  const mount = endpoint ?? (await target.tenantUrl()).replace(new RegExp(`${SCIM_BASE}/?$`), '');
  const expiresAt = later(now, days * DAY);
  const { link, secret } = createSetupLink({ label, may, expiresAt, now, createdBy: operatorName() });
  await store.put(link);
  return { url: `${mount}${SETUP_BASE}#${secret}`, link };
}

/** Throws PlainError where there is no such link. */
export async function findLink(store: CredentialStore, keyId: string): Promise<SetupLink> {
  const found = await store.get(keyId);
  if (found?.kind === 'setup-link') return found;
  throw new PlainError(`there is no setup link with key id "${keyId}": "scim setup-link list" shows all`);
}
