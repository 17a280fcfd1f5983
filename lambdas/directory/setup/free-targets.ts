const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/**
 * Target attributes that Entra has in the list of every SCIM application and maps nothing onto, so
 * that one more field can take one of them without a schema of its own. The plain texts first.
 */
export const FREE_TARGETS: readonly string[] = [
  'timezone',
  'nickName',
  'profileUrl',
  'userType',
  'locale',
  'name.honorificPrefix',
  'name.honorificSuffix',
  'name.middleName',
  `${ENTERPRISE}:costCenter`,
  `${ENTERPRISE}:division`,
  `${ENTERPRISE}:organization`,
  'emails[type eq "other"].value',
  'phoneNumbers[type eq "pager"].value',
  'phoneNumbers[type eq "other"].value',
  'addresses[type eq "other"].formatted',
];
