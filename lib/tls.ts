/**
 * TLS 1.2 and 1.3, with forward secrecy alone: without a policy an endpoint of API Gateway still takes
 * TLS 1.0. STRICT: the name that a client asks for is that of the endpoint. An API and the domain that
 * leads to it have the same: API Gateway goes by the API's.
 */
export const TLS = { securityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', endpointAccessMode: 'STRICT' } as const;
