/** Where the setup page is, and below it its files. */
export const SETUP_BASE = '/setup';
