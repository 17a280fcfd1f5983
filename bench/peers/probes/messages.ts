export { PATCH_OP } from '../../../simulator/dialect/dialect.ts';
export { CORE_USER as USER_TYPE, ENTERPRISE_USER as ENTERPRISE } from '../../../simulator/dialect/mapping.ts';
export { CORE_GROUP as GROUP_TYPE } from '../../../simulator/dialect/group-requests.ts';

export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
export const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
