import type { Settings } from './settings.ts';

/** What is known of a token when a transaction comes with it. */
type TokenState = 'new' | 'inProgress' | 'done' | 'mismatch';

/** The transactions of the last minutes, by ClientRequestToken. */
export interface Tokens {
  /** Takes note of a transaction, unless one with this token is known. */
  begin: (token: string, request: string) => TokenState;
  /** After success the token is remembered; after anything else the transaction may come again. */
  end: (token: string, succeeded: boolean) => void;
}

interface Known {
  readonly request: string;
  readonly until: number | undefined;
}

export function createTokens(settings: Settings, now: () => number): Tokens {
  const tokens = new Map<string, Known>();
  const forgetOld = (): void => {
    // In the order in which they were done: the oldest come first.
    for (const [token, { until }] of tokens) {
      if (until !== undefined && until > now()) return;
      if (until !== undefined) tokens.delete(token);
    }
  };
  return {
    begin: (token, request) => {
      forgetOld();
      const known = tokens.get(token);
      if (known && (known.until === undefined || known.until > now())) {
        if (known.request !== request) return 'mismatch';
        return known.until === undefined ? 'inProgress' : 'done';
      }
      tokens.set(token, { request, until: undefined });
      return 'new';
    },
    end: (token, succeeded) => {
      const { request = '' } = tokens.get(token) ?? {};
      tokens.delete(token);
      if (succeeded) tokens.set(token, { request, until: now() + settings.tokenMs });
    },
  };
}
