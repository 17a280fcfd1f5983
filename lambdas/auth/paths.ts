/**
 * Where the authorization server is mounted; what stands before it in a path is the stage or the
 * base path of a custom domain.
 */
export const TOKEN_PATH = '/oauth/token';
export const METADATA_PATH = '/.well-known/oauth-authorization-server';
