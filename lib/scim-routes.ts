/**
 * Every path that API Gateway passes on; anything else is a 404 that no function sees.
 * Each takes any method, because only the function can answer 405 with an Allow header (RFC 9110 §15.5.6).
 */
export const SCIM_ROUTES = [
  '/scim/v2/Users',
  '/scim/v2/Users/{id}',
  '/scim/v2/Users/.search',
  '/scim/v2/Groups',
  '/scim/v2/Groups/{id}',
  '/scim/v2/Groups/.search',
  '/scim/v2/.search',
  '/scim/v2/Bulk',
  '/scim/v2/Me',
  '/scim/v2/ServiceProviderConfig',
  '/scim/v2/ResourceTypes',
  '/scim/v2/ResourceTypes/{id}',
  '/scim/v2/Schemas',
  '/scim/v2/Schemas/{id}',
];
