/**
 * The account that everything local belongs to. DynamoDB Local takes any credentials of letters and
 * digits.
 */
export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
