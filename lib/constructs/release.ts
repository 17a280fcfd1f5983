import { Stack, Validations } from 'aws-cdk-lib/core';
import { CfnApplication, CfnDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, CfnAlias, CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import type { Bundles, FunctionName } from '../functions.ts';
import { NodeFunction } from './node-function.ts';

/** What is called from outside, each by its alias. */
type Released = Extract<FunctionName, 'scim' | 'directory' | 'export' | 'authorizer' | 'token' | 'setup'>;
type ByName<Value> = Readonly<Record<Released, Value>>;

export type ReleaseProps = {
  tenant: Tenant;
  bundles: Bundles;
  table: ITableV2;
  functions: ByName<LambdaFunction>;
};

const ALIAS = 'live';
const GROUP = 'live';

/**
 * New versions of the functions that are called from outside: all of them are tried before one of them
 * is called by anybody, and then all of them are, at once (docs/adr/0034). The alias of `scim` is the
 * gate: CodeDeploy moves it if the smoke test has passed, and the others move behind it.
 */
export class Release extends Construct {
  /** What API Gateway calls. */
  readonly live: ByName<Alias>;

  constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { scim, ...others } = props.functions;
    // Whatever is new, scim has a new version, and the gate is passed.
    const versions = Object.entries(others).map(([name, { currentVersion }]) => `${name}:${currentVersion.version}`);
    scim.addEnvironment('RELEASED_WITH', versions.join(' '));

    const gate = aliasOf(scim);
    const { directory, authorizer, token, setup } = others;
    this.live = {
      scim: gate,
      directory: aliasOf(directory),
      export: aliasOf(others.export),
      authorizer: aliasOf(authorizer),
      token: aliasOf(token),
      setup: aliasOf(setup),
    };
    for (const alias of Object.values(this.live)) if (alias !== gate) alias.node.addDependency(gate);
    this.#guard(gate, props);
  }

  /** Has CodeDeploy move the alias, and ask the smoke test before. */
  #guard(gate: Alias, { functions, ...shared }: ReleaseProps): void {
    const application = new CfnApplication(this, 'Application', { computePlatform: 'Lambda' });
    const smoke = this.#smoke(application, functions, shared);
    const group = new CfnDeploymentGroup(this, 'Group', {
      applicationName: application.ref,
      // Its name is in the role of the smoke test, which is made before.
      deploymentGroupName: GROUP,
      serviceRoleArn: this.#mover(functions.scim, smoke).roleArn,
      deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    });
    const { defaultChild } = gate.node;
    if (!(defaultChild instanceof CfnAlias)) throw new Error('the construct of the alias has no alias');
    defaultChild.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: application.ref,
        deploymentGroupName: group.ref,
        beforeAllowTrafficHook: smoke.functionName,
      },
    };
  }

  #smoke(
    application: CfnApplication,
    functions: ByName<LambdaFunction>,
    shared: Omit<ReleaseProps, 'functions'>,
  ): LambdaFunction {
    const all = Object.entries(functions);
    const deploymentGroup = `deploymentgroup:${application.ref}/${GROUP}`;
    const { handler, role } = new NodeFunction(this, 'Smoke', {
      ...shared,
      name: 'smoke',
      environment: {
        RELEASED: Stack.of(this).toJsonString(
          Object.fromEntries(all.map(([name, { currentVersion }]) => [name, currentVersion.functionArn])),
        ),
      },
      permissions: [
        // Every version: a permission for a new one would take seconds until it holds everywhere.
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: all.map(([, { functionArn }]) => `${functionArn}:*`),
        }),
        new PolicyStatement({
          actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
          resources: [Stack.of(this).formatArn({ service: 'codedeploy', resource: deploymentGroup })],
        }),
      ],
    });
    const reason = 'Every version of this one function, and nothing else';
    for (const [, { node }] of all)
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${logicalId(node)}.Arn>:*]`, reason });
    return handler;
  }

  /** As AWS's own policy AWSCodeDeployRoleForLambdaLimited, for one alias and one hook. */
  #mover(scim: LambdaFunction, smoke: LambdaFunction): Role {
    const actions = ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'];
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Permissions: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions, resources: [scim.functionArn, `${scim.functionArn}:${ALIAS}`] }),
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [smoke.functionArn] }),
          ],
        }),
      },
    });
  }
}

const aliasOf = (handler: LambdaFunction): Alias =>
  new Alias(handler, 'Live', { aliasName: ALIAS, version: handler.currentVersion });

function logicalId({ defaultChild }: LambdaFunction['node']): string {
  if (!(defaultChild instanceof CfnFunction)) throw new Error('the construct of the function has no function');
  return Stack.of(defaultChild).getLogicalId(defaultChild);
}
