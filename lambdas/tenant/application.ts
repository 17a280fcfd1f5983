/** What everything of this project is tagged with in AWS, as `application`: of what tenants have, and what they share. */
export const APPLICATION = 'serverless-scim';
