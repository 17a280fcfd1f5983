import { Duration, Validations } from 'aws-cdk-lib/core';
import {
  AuthorizationType,
  LambdaIntegration,
  ResponseTransferMode,
  type IAuthorizer,
  type LambdaIntegrationOptions,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METADATA_PATH, TOKEN_PATH } from '../../../lambdas/http/paths.ts';

const integrate = (target: IFunction, options: LambdaIntegrationOptions = {}): LambdaIntegration =>
  new LambdaIntegration(target, { scopePermissionToMethod: false, ...options });

/** Answers go to the client while the function writes them, for as long as API Gateway lets them. */
const STREAMED = { responseTransferMode: ResponseTransferMode.STREAM, timeout: Duration.minutes(15) };

/**
 * Passes every method of these paths on to a function, for whoever the authorizer lets in; `streamed` where
 * its answers are streams.
 */
export function addRoutes(
  api: RestApi,
  paths: readonly string[],
  { target, authorizer, streamed = false }: { target: IFunction; authorizer: IAuthorizer; streamed?: boolean },
): void {
  const integration = integrate(target, streamed ? STREAMED : {});
  for (const path of paths) {
    const resource = api.root.resourceForPath(path);
    resource.addMethod('ANY', integration, { authorizer, authorizationType: AuthorizationType.CUSTOM });
  }
}

/**
 * Passes the setup page and its files on for everybody, and its API for whoever the authorizer lets in.
 * What they take are methods of their own, so that they can have limits of their own.
 */
export function addSetupRoutes(
  api: RestApi,
  {
    target,
    authorizer,
    pages,
    paths,
  }: {
    target: IFunction;
    authorizer: IAuthorizer;
    pages: readonly string[];
    paths: readonly (readonly [path: string, methods: readonly string[]])[];
  },
): void {
  const integration = integrate(target);
  const reason = 'The page is the same for everybody and shows nothing by itself; its API has the authorizer';
  for (const path of pages) {
    for (const method of ['GET', 'ANY']) {
      const added = api.root.resourceForPath(path).addMethod(method, integration);
      Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason }, { id: 'AwsSolutions-COG4', reason });
    }
  }
  for (const [path, methods] of paths) {
    for (const method of [...methods, 'ANY'])
      api.root
        .resourceForPath(path)
        .addMethod(method, integration, { authorizer, authorizationType: AuthorizationType.CUSTOM });
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

/**
 * Passes requests for access tokens on, from anybody. `atRoot`: the metadata come in at the root, too,
 * because API Gateway takes the whole path of a mapping away (domain.ts).
 */
export function addTokenRoutes(api: RestApi, target: IFunction, { atRoot }: { atRoot: boolean }): void {
  const integration = integrate(target);
  const reason = 'Whoever asks for a token has none yet; the function checks who it is';
  for (const [path, method] of [...TOKEN_ROUTES, ...(atRoot ? [['/', 'ANY'] as const] : [])]) {
    const added = api.root.resourceForPath(path).addMethod(method, integration);
    Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason }, { id: 'AwsSolutions-COG4', reason });
  }
}
