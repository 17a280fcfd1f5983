import { startIssuer } from './issuer.ts';
import { secretFrom } from './secret-input.ts';
import {
  AUTH_MODES,
  clientCredentialsToken,
  entraToken,
  federationToken,
  type AuthMode,
  type Token,
} from './sign-in.ts';

/** How the simulator signs in, with what has to be ended after it. */
export interface SignIn {
  readonly token: Token;
  readonly close: () => Promise<void>;
}

type Values = Readonly<Record<string, string | undefined>>;

/** The options of `npm run entra` that say how it signs in, by their defaults; docs/authentication.md has the tenant file that goes with them. */
export const AUTH_DEFAULTS = {
  auth: 'bearer',
  sent: 'both',
  'entra-tenant': '11111111-2222-4333-8444-555555555555',
  audience: 'api://serverless-scim',
  subject: '99999999-2222-4333-8444-555555555555',
  'issuer-port': '8790',
} as const;

export class AuthUsageError extends Error {}

/** Reads how to sign in from the options; `url` is the Tenant URL. Throws AuthUsageError that says which option is missing. */
export async function readSignIn(url: string, values: Values, env: Values): Promise<SignIn> {
  const option = (name: keyof typeof AUTH_DEFAULTS): string => values[name] ?? AUTH_DEFAULTS[name];
  const require = (name: string, value: string | undefined, where: string): string => {
    if (value === undefined || value === '') throw new AuthUsageError(`--${name} is missing: ${where}`);
    return value;
  };
  const secretIn = (name: string, variable: string | undefined): string | undefined => {
    const file = values[`${name}-file`];
    try {
      return secretFrom(file, variable);
    } catch (error) {
      throw new AuthUsageError(`--${name}-file is "${file}", which cannot be read`, { cause: error });
    }
  };
  const auth = option('auth');
  if (!isAuthMode(auth)) throw new AuthUsageError(`--auth is "${auth}"; ${AUTH_MODES.join(', ')} are allowed`);
  const tokenUrl = values['token-url'] ?? url.replace(/\/scim\/v2\/?(?:\?.*)?$/, '/oauth/token');
  const clientId = (): string =>
    require('client-id', values[
      'client-id'
    ], 'what "npm run scim -- client create" prints, or the clientId of the tenant file');
  const nothing = async (): Promise<void> => undefined;
  if (auth === 'bearer') {
    const token = values['token'] ?? secretIn('token', env['SCIM_TOKEN']);
    const where = 'set SCIM_TOKEN to the secret token that "npm start" prints, or give --token-file';
    return { token: require('token', token, where), close: nothing };
  }
  if (auth === 'client-credentials') {
    const secret = values['client-secret'] ?? secretIn('client-secret', env['SCIM_CLIENT_SECRET']);
    const where = 'set SCIM_CLIENT_SECRET to what "npm run scim -- client create" prints, or give --client-secret-file';
    const clientSecret = require('client-secret', secret, where);
    const sent = option('sent');
    if (sent !== 'header' && sent !== 'body' && sent !== 'both')
      throw new AuthUsageError(`--sent is "${sent}"; header, body or both is allowed`);
    return { token: clientCredentialsToken({ tokenUrl, clientId: clientId(), clientSecret, sent }), close: nothing };
  }
  const setup = { tenantId: option('entra-tenant'), audience: option('audience'), subject: option('subject') };
  // Asked for before anything is started.
  const federatedId = auth === 'federation' ? clientId() : '';
  const port = option('issuer-port');
  const issuer = await startIssuer(Number(port)).catch((error: Error) => {
    throw new AuthUsageError(`--issuer-port is "${port}", where nothing can be served: ${error.message}`);
  });
  const token =
    auth === 'federation'
      ? federationToken({ tokenUrl, clientId: federatedId, issuer, ...setup })
      : entraToken(issuer, setup.tenantId);
  return { token, close: () => issuer.close() };
}

const isAuthMode = (text: string): text is AuthMode => (AUTH_MODES as readonly string[]).includes(text);
