import { __Client } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/lib-dynamodb';
import { fromPosted, toText } from './json.ts';
import { createPoster, type Limits, type Post, type Posted, type PostOptions } from './post.ts';
import { signedHeaders, type AwsAccess } from './signature.ts';

/** What the store needs of a client; the document client of the SDK is one, too. */
export type TableClient = Pick<DynamoDBDocumentClient, 'send' | 'middlewareStack' | 'destroy'>;

/** The DynamoDB of a Region, or the one at `endpoint`, as in `http://127.0.0.1:8000`. */
export interface Where {
  readonly access: AwsAccess;
  readonly endpoint?: string | undefined;
}

/**
 * A client for the SDK's own commands, low-level ones and those of the document client, in the SDK's own
 * stack of middleware (docs/adr/0045): what is not needed of a client is not there.
 */
export function createClient({ access, endpoint }: Where, limits: Limits): TableClient {
  const url = new URL(endpoint ?? `https://dynamodb.${access.region}.amazonaws.com`);
  const { post, close } = createPoster(url, limits);
  const handle = async ({ headers, body }: Post, options?: PostOptions) => {
    const signable = { service: 'dynamodb', host: url.host, path: '/', headers, body };
    return { response: await post({ headers: signedHeaders(signable, access, new Date()), body }, options) };
  };
  const client = new __Client<PostOptions, ServiceInputTypes, ServiceOutputTypes, Config>({
    apiVersion: '2012-08-10',
    requestHandler: { handle, destroy: close },
    // The commands ask where to go; there is one place only.
    isCustomEndpoint: true,
    endpointProvider: () => ({ url }),
    translateConfig: { marshallOptions: { removeUndefinedValues: true } },
  });
  const { middlewareStack } = client;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) =>
        next({ ...args, request: toPost(commandName, args.input) }),
    { step: 'serialize', name: 'serializerMiddleware' },
  );
  middlewareStack.add(
    (next) => async (args) => {
      const { response } = await next(args);
      return { response, output: fromPosted(response as Posted) };
    },
    { step: 'deserialize', name: 'deserializerMiddleware' },
  );
  return client;
}

interface Config {
  readonly apiVersion: string;
  readonly requestHandler: {
    readonly handle: (post: Post, options?: PostOptions) => Promise<{ response: Posted }>;
    readonly destroy: () => void;
  };
  readonly isCustomEndpoint: boolean;
  readonly endpointProvider: () => { url: URL };
  readonly translateConfig: { marshallOptions: { removeUndefinedValues: boolean } };
}

function toPost(commandName: string, input: object): Post {
  const operation = commandName.replace(/Command$/, '');
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  return { headers, body: toText(input) };
}
