export const ENTRA_TENANT = '11111111-2222-4333-8444-555555555555';
export const FEDERATION = {
  tenantId: ENTRA_TENANT,
  clientId: 'acme',
  audience: 'api://serverless-scim',
  subject: '99999999-2222-4333-8444-555555555555',
};

/** The tenant file that trusts an issuer in both ways. */
export function trustingTenant(jwksUri: string) {
  const { audience, ...federation } = FEDERATION;
  return {
    federation: { ...federation, audiences: [audience], jwksUri },
    entraToken: { tenantId: ENTRA_TENANT, jwksUri },
  };
}
