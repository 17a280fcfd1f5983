/** Now, ISO 8601 UTC with milliseconds. */
export const now = (): string => new Date().toISOString();
