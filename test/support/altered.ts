/** The same secret with another last character. */
export const altered = (secret: string): string => secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
