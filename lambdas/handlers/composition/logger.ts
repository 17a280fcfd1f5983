import { Logger } from '@aws-lambda-powertools/logger';

/**
 * One JSON object per line; the service name comes from $POWERTOOLS_SERVICE_NAME. Never log
 * personal data, tokens or secrets.
 */
export const logger = new Logger();
