/** Where the setup page is, and below it its files. */
export const SETUP_BASE = '/setup';
/** Where its API is. */
export const SETUP_API_BASE = `${SETUP_BASE}/api`;

/** Every path of the API, below its base, and what it takes besides HEAD and OPTIONS. */
export const SETUP_PATHS = {
  '/overview': ['GET'],
  '/health': ['GET'],
  '/fields': ['GET'],
  '/people': ['GET'],
  '/people/{id}': ['GET'],
  '/activity': ['GET'],
  '/activity.csv': ['GET'],
  '/credentials': ['GET', 'POST'],
  '/credentials/{keyId}': ['DELETE'],
  '/openapi.json': ['GET'],
} as const;

export type SetupPath = keyof typeof SETUP_PATHS;
