/** Whose signatures let somebody in, besides the tenant's own credentials. */
export const TRUST = {
  federation: {
    description:
      'Workload identity federation: Entra signs in with an assertion that Microsoft signed, and no secret is kept anywhere (docs/authentication.md). Left out: assertions are refused.',
    type: 'object',
    additionalProperties: false,
    required: ['tenantId', 'clientId', 'audiences', 'subject'],
    properties: {
      tenantId: { $ref: '#/definitions/entraTenantId' },
      clientId: {
        description: "the Client ID that you give the customer's admin: 1 to 100 letters, digits or _.:/-",
        type: 'string',
        pattern: '^[A-Za-z0-9_.:/-]{1,100}$',
      },
      audiences: {
        description:
          'The audiences that Entra may put into its assertions, exactly. Entra shows api://<application id>/.default and may send api://<application id>: register both.',
        type: 'array',
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        items: { $ref: '#/definitions/audience' },
      },
      subject: {
        description: 'the subject that Entra shows, an object id such as 00000000-0000-0000-0000-000000000000',
        type: 'string',
        pattern: '^[A-Za-z0-9-]{1,100}$',
      },
      issuer: { $ref: '#/definitions/issuer' },
      jwksUri: { $ref: '#/definitions/jwksUri' },
    },
  },
  entraToken: {
    description:
      'Accepts the token that Entra makes when Secret Token is left blank. Every application in the Entra tenant gets the same one, so it does not say which application is calling: for tests only. Left out: refused.',
    type: 'object',
    additionalProperties: false,
    required: ['tenantId'],
    properties: {
      tenantId: { $ref: '#/definitions/entraTenantId' },
      audiences: {
        description:
          'The audiences of the tokens, exactly. Left out: the one that Entra gives every custom application; an application of the gallery has its application id instead.',
        type: 'array',
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        default: ['8adf8e6e-67b2-4cf2-a259-e3dc5476c621'],
        items: { $ref: '#/definitions/audience' },
      },
      issuer: { $ref: '#/definitions/issuer' },
      jwksUri: { $ref: '#/definitions/jwksUri' },
    },
  },
} as const;

export const TRUST_DEFINITIONS = {
  audience: {
    description: 'an audience of 1 to 300 visible characters',
    type: 'string',
    pattern: '^[\\x21-\\x7e]{1,300}$',
  },
  entraTenantId: {
    description: "the id of the customer's Entra tenant in small letters, such as 00000000-0000-0000-0000-000000000000",
    type: 'string',
    pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  },
  issuer: {
    description: "the issuer of the tokens, a URL. Left out: that of Microsoft's public cloud for the tenant.",
    type: 'string',
    pattern: '^https?://[^\\s"\\\\]{1,300}$',
  },
  jwksUri: {
    description:
      "where the keys of the issuer are: https and login.microsoftonline.com, login.microsoftonline.us or login.partner.microsoftonline.cn; or http:// and 127.0.0.1, localhost or [::1] with a port, which only the dev server reads. Left out: those of Microsoft's public cloud for the tenant.",
    type: 'string',
    pattern:
      '^(https://(login\\.microsoftonline\\.com|login\\.microsoftonline\\.us|login\\.partner\\.microsoftonline\\.cn)|http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5})/[\\x21-\\x7e]{0,300}$',
  },
} as const;
