const environments = (what: string) =>
  ({
    description: `How many at once, for the function that ${what}.`,
    type: 'integer',
    minimum: 1,
    maximum: 10000,
  }) as const;

const ADDRESS = {
  description:
    'a host name in small letters, and where tenants share it one part of a path, as in acme.scim.example.com or scim.example.com/acme',
  type: 'string',
  pattern: '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}(?:/[a-z0-9][a-z0-9-]{0,62})?$',
} as const;

/** Where and how a tenant is deployed. */
export const DEPLOYMENT = {
  throttle: {
    description:
      "API Gateway's limits for each path of the tenant (it holds them per method of the API). Entra expects room for 25 requests/s; beyond the limits it gets 429 with Retry-After.",
    type: 'object',
    additionalProperties: false,
    default: {},
    properties: {
      rate: {
        description: 'Requests per second, sustained.',
        type: 'number',
        minimum: 1,
        maximum: 10000,
        default: 100,
      },
      burst: {
        description: 'Requests that may come at once.',
        type: 'integer',
        minimum: 1,
        maximum: 5000,
        default: 200,
      },
    },
  },
  reservedConcurrency: {
    description:
      'How many requests a function of the tenant may answer at once. So many are kept for it out of what the account has for all of its functions, and it gets no more: one tenant cannot use up what the others need. Left out, a function takes from what is not reserved; new accounts have too little (10) to reserve any.',
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      scim: environments('answers SCIM requests'),
      directory: environments('answers the product'),
      authorizer: environments('checks bearer tokens'),
      token: environments('gives out access tokens'),
      setup: environments('answers the setup page'),
    },
  },
  table: {
    description:
      'The table that the tenant uses instead of the one of its data stack: one that was restored. The command scim restore prints both values. All stacks go by it; the table of the data stack stays as it is, protected.',
    type: 'object',
    additionalProperties: false,
    required: ['name', 'streamArn'],
    properties: {
      name: { description: 'the name of a DynamoDB table', type: 'string', pattern: '^[a-zA-Z0-9_.-]{3,255}$' },
      streamArn: {
        description: 'the ARN of its stream, as in arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>',
        type: 'string',
        pattern: '^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[a-zA-Z0-9_.-]{3,255}/stream/[0-9T:.-]+$',
      },
    },
  },
  capacity: {
    description:
      'The most that the table and each of its indexes take in a second, so that nothing that goes wrong is without a bound. Beyond it requests are answered 503 with Retry-After.',
    type: 'object',
    additionalProperties: false,
    default: {},
    properties: {
      read: {
        description: 'Read request units per second; a Bulk or a page of users may need thousands.',
        type: 'integer',
        minimum: 1000,
        maximum: 40000,
        default: 12000,
      },
      write: {
        description: 'Write request units per second: a created user takes 9, a member of a group 5.',
        type: 'integer',
        minimum: 1000,
        maximum: 40000,
        default: 4000,
      },
    },
  },
  logRetentionDays: {
    description: 'Days that function logs and access logs are kept: one of the periods that CloudWatch knows.',
    enum: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    default: 30,
  },
  domain: {
    description:
      'the address of the tenant in quotes, as in acme.scim.example.com or scim.example.com/acme, where API Gateway has that domain already; or an object with the keys name and certificateArn, for one that is made here',
    type: ['string', 'object'],
    pattern: ADDRESS.pattern,
    additionalProperties: false,
    required: ['name', 'certificateArn'],
    properties: {
      name: ADDRESS,
      certificateArn: {
        description: 'the ARN of a certificate of ACM for the host name, in the Region of the tenant',
        type: 'string',
        pattern: '^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-zA-Z-]+$',
      },
    },
  },
  ring: {
    description:
      'When the tenant gets a new version: canary first, then early, then all the others (scim tenant stacks --ring canary).',
    enum: ['canary', 'early', 'all'],
    default: 'all',
  },
  env: {
    description: 'Where to deploy. Left out: the account and Region of the credentials at hand.',
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      account: { description: 'an AWS account number of 12 digits, in quotes', type: 'string', pattern: '^[0-9]{12}$' },
      region: {
        description: 'an AWS Region such as eu-central-1',
        type: 'string',
        pattern: '^[a-z]{2,3}(-[a-z]+)+-[0-9]$',
      },
    },
  },
  tags: {
    description: 'Tags on every resource of the tenant, beside tenant and application, which are always there.',
    type: 'object',
    maxProperties: 40,
    default: {},
    propertyNames: {
      description:
        'a tag name of 1 to 128 letters, digits, spaces or _.:/=+@- that does not begin with aws:, and is not tenant or application',
      type: 'string',
      pattern: '^(?!aws:)(?!(tenant|application)$)[\\p{L}\\p{N}\\s_.:/=+@-]{1,128}$',
    },
    additionalProperties: {
      description: 'a tag value of up to 256 letters, digits, spaces or _.:/=+@-',
      type: 'string',
      pattern: '^[\\p{L}\\p{N}\\s_.:/=+@-]{0,256}$',
    },
  },
} as const;
