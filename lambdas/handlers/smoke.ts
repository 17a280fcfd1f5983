import { runSmoke } from '../http/smoke/run.ts';
import { readAnswer } from '../http/smoke/answer.ts';
import type { Smoked } from '../http/smoke/requests.ts';
import { readAwsAccess, readEnvironment, readReleased } from './composition/environment.ts';
import { logged, logger } from './composition/logger.ts';
import { signedPost } from './composition/signed-post.ts';

/** What CodeDeploy hands to a hook; nothing of it where somebody invokes the function by hand. */
interface HookEvent {
  readonly DeploymentId?: string;
  readonly LifecycleEventHookExecutionId?: string;
}

const { tenant } = readEnvironment();
const released = readReleased();

/**
 * Before traffic goes to new versions, tries each of them, and tells CodeDeploy whether it may. Answers
 * what is wrong, nothing where all is right (docs/adr/0034).
 */
async function tryReleased(event: HookEvent): Promise<string[]> {
  const problems = await runSmoke({ tenant, invoke });
  if (problems.length > 0) logger.error('the new versions are not as they should be', { problems });
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event;
  const status = problems.length > 0 ? 'Failed' : 'Succeeded';
  if (deploymentId !== undefined) await report({ deploymentId, lifecycleEventHookExecutionId, status });
  return problems;
}

export const handler = logged(tryReleased);

async function invoke(to: Smoked, event: object): Promise<unknown> {
  const [name, version] = String(released[to]).split(':').slice(-2);
  const access = readAwsAccess();
  const { headers, body } = await signedPost(
    {
      service: 'lambda',
      host: `lambda.${access.region}.amazonaws.com`,
      path: `/2015-03-31/functions/${name}/invocations`,
      query: `Qualifier=${version}`,
      body: JSON.stringify(event),
    },
    access,
  );
  const kind = headers.get('x-amz-function-error');
  if (kind !== null) throw new Error(`the function ended with an error (${kind}); its log says which`);
  return readAnswer(body);
}

async function report(outcome: object): Promise<void> {
  const access = readAwsAccess();
  await signedPost(
    {
      service: 'codedeploy',
      host: `codedeploy.${access.region}.amazonaws.com`,
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
      },
      body: JSON.stringify(outcome),
    },
    access,
  );
}
