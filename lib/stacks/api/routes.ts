import { Validations } from 'aws-cdk-lib';
import { AuthorizationType, LambdaIntegration, type IAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METADATA_PATH, TOKEN_PATH } from '../../../lambdas/http/paths.ts';

const integrate = (target: IFunction): LambdaIntegration =>
  new LambdaIntegration(target, { scopePermissionToMethod: false });

/** Passes every method of these paths on to a function, for whoever the authorizer lets in. */
export function addRoutes(
  api: RestApi,
  paths: readonly string[],
  { target, authorizer }: { target: IFunction; authorizer: IAuthorizer },
): void {
  const integration = integrate(target);
  for (const path of paths) {
    const resource = api.root.resourceForPath(path);
    resource.addMethod('ANY', integration, { authorizer, authorizationType: AuthorizationType.CUSTOM });
  }
}

/**
 * POST is a method of its own, so that it can have limits of its own; the others are answered 405
 * by the function.
 */
const TOKEN_ROUTES = [
  [TOKEN_PATH, 'POST'],
  [TOKEN_PATH, 'ANY'],
  [METADATA_PATH, 'ANY'],
] as const;

/** Passes requests for access tokens on, from anybody. */
export function addTokenRoutes(api: RestApi, target: IFunction): void {
  const integration = integrate(target);
  const reason = 'Whoever asks for a token has none yet; the function checks who it is';
  for (const [path, method] of TOKEN_ROUTES) {
    const added = api.root.resourceForPath(path).addMethod(method, integration);
    Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason }, { id: 'AwsSolutions-COG4', reason });
  }
}
