import { createClient } from '../../../lambdas/auth/client.ts';
import { SCOPES } from '../../../lambdas/auth/scopes.ts';
import { DAY } from '../../../lambdas/duration.ts';
import { findClient } from '../commands/client/find.ts';
import { lifeOf, toYears } from '../commands/client/secret.ts';
import { toLinkDays, toMay } from '../commands/setup-link/create.ts';
import { findToken } from '../commands/token/find.ts';
import { makeToken, toDays } from '../commands/token/made.ts';
import { viewAll } from '../credentials/all.ts';
import { rotatableClient, rotateClient } from '../credentials/clients.ts';
import { findLink, makeLink } from '../credentials/links.ts';
import { credentialsOf } from '../credentials/open.ts';
import { revokeTokens, tokensUntil } from '../credentials/revoke-tokens.ts';
import { rotatableToken, rotateToken } from '../credentials/tokens.ts';
import { toLabel, toOverlap } from '../input/arguments.ts';
import { toTime } from '../../to-time.ts';
import type { Target } from '../target/target.ts';
import { text, type Asked } from './asked.ts';

const WEEK = 7 * DAY;
const keyOf = (asked: Asked) => asked.needed('keyId', text);
const overlapOf = (asked: Asked) => asked.maybe('overlap', toOverlap) ?? WEEK;

/** What the command line does itself, with the table. Each looks whether it can be before it does it. */
export const ofCredentials = {
  'credential list': () => (target: Target) => viewAll(credentialsOf(target), target),
  'token create': (asked: Asked) => {
    const [label, scopes] = [asked.needed('label', toLabel), asked.some('scopes', SCOPES)];
    const expiresInDays = asked.maybe('expiresInDays', toDays) ?? 365;
    return async (target: Target) => {
      const { credential, token } = makeToken({ label, scopes, expiresInDays }, target.now);
      await credentialsOf(target).put(credential);
      const { hash: _, ...known } = credential;
      return { token, ...known };
    };
  },
  'token rotate': (asked: Asked) => {
    const [keyId, overlap] = [keyOf(asked), overlapOf(asked)];
    const expiresInDays = asked.maybe('expiresInDays', toDays) ?? 365;
    return async (target: Target) => {
      const store = credentialsOf(target);
      const old = await rotatableToken(store, keyId, target.now);
      const { made, ends } = await rotateToken(store, old, { expiresInDays, overlap, now: target.now });
      const { hash: _, ...known } = made.credential;
      return { token: made.token, ...known, replaces: keyId, replacedEndsAt: ends };
    };
  },
  'token revoke': (asked: Asked) => {
    const keyId = keyOf(asked);
    return async (target: Target) => {
      const store = credentialsOf(target);
      const token = await findToken(store, keyId);
      return { keyId, revokedAt: ((await store.revoke(keyId, target.now)) ?? token).revokedAt };
    };
  },
  'client create': (asked: Asked) => {
    const [label, scopes] = [asked.needed('label', toLabel), asked.some('scopes', SCOPES)];
    const years = asked.maybe('years', toYears) ?? 1;
    return async (target: Target) => {
      const { client, secretId, secret } = createClient({ ...lifeOf({ years }, target.now), label, scopes });
      await credentialsOf(target).put(client);
      return { clientId: client.keyId, secretId, secret, label, scopes };
    };
  },
  'client rotate': (asked: Asked) => {
    const [clientId, overlap] = [asked.needed('clientId', text), overlapOf(asked)];
    const years = asked.maybe('years', toYears) ?? 1;
    return async (target: Target) => {
      const store = credentialsOf(target);
      const client = await rotatableClient(store, clientId);
      const { secretId, secret, othersEnd } = await rotateClient(store, client, { years, overlap, now: target.now });
      return { clientId, secretId, secret, othersEndAt: othersEnd };
    };
  },
  'client revoke': (asked: Asked) => {
    const [clientId, secretId] = [asked.needed('clientId', text), asked.maybe('secretId', text)];
    return async (target: Target) => {
      const store = credentialsOf(target);
      await findClient(store, clientId, secretId);
      await store.revoke(clientId, target.now, secretId);
      return { clientId, ...(secretId !== undefined && { secretId }) };
    };
  },
  'credential revoke': (asked: Asked) => {
    const [id, issuedBefore] = [keyOf(asked), asked.maybe('issuedBefore', toTime)];
    return async (target: Target) =>
      revokeTokens(credentialsOf(target), id, tokensUntil({ id, issuedBefore, now: target.now }));
  },
  'setup-link create': (asked: Asked) => {
    const [label, may] = [asked.needed('label', toLabel), asked.needed('may', toMay)];
    const days = asked.maybe('days', toLinkDays) ?? 14;
    return async (target: Target) => {
      const { url, link } = await makeLink(credentialsOf(target), target, { label, days, may });
      const { hash: _, ...known } = link;
      return { url, ...known };
    };
  },
  'setup-link revoke': (asked: Asked) => {
    const keyId = keyOf(asked);
    return async (target: Target) => {
      const store = credentialsOf(target);
      const link = await findLink(store, keyId);
      return { keyId, revokedAt: ((await store.revoke(keyId, target.now)) ?? link).revokedAt };
    };
  },
};
