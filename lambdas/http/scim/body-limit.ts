/**
 * The largest body, as /ServiceProviderConfig says it. API Gateway would let 10 MB through, Lambda
 * 6 MB.
 */
export const MAX_BODY_BYTES = 1_048_576;
