import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { messageOf } from '../../../lib/thrown.ts';
import { SECOND } from '../../../lambdas/duration.ts';
import { PlainError } from '../../plain-error.ts';

/** What every client of AWS is made with: the Region, where it is not that of the shell, and no long wait for a network that is not there. */
export const awsConfig = (region?: string) => ({
  ...(region !== undefined && { region }),
  requestHandler: { connectionTimeout: 5 * SECOND },
});

/**
 * A client of CloudFormation in a Region, or in that of the shell, once it is known that there are
 * credentials. Throws PlainError, at once, where something is missing to ask AWS anything.
 */
export async function signedIn(region?: string): Promise<{ client: CloudFormationClient; region: string }> {
  const client = new CloudFormationClient(awsConfig(region));
  const missing = (what: string) => (error: unknown) => {
    throw new PlainError(`${what} (${messageOf(error).replace(/\.$/, '')})`, { cause: error });
  };
  const known = await client.config
    .region()
    .catch(missing('no AWS Region is known: set AWS_REGION, or "env" in the tenant file'));
  await client.config
    .credentials()
    .catch(missing('there are no AWS credentials: sign in (aws sso login), or set AWS_PROFILE'));
  return { client, region: known };
}
