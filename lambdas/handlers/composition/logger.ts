import { Logger } from '@aws-lambda-powertools/logger';
import { readBuild } from './environment.ts';

/**
 * One JSON object per line, with the build by which `scim stack-map` reads its stack; the service name comes from $POWERTOOLS_SERVICE_NAME. Never log
 * personal data, tokens or secrets.
 */
export const logger = new Logger({ persistentKeys: { build: readBuild() } });
