/** What can happen to a user, and who hears of it. */
export const LIFECYCLE = {
  profile: {
    description:
      "How the tenant's endpoint reads SCIM. entra: tolerant of everything Microsoft Entra ID is known to send. strict: RFC 7643 and 7644 to the letter.",
    enum: ['entra', 'strict'],
    default: 'entra',
  },
  retention: {
    description: 'What happens to users who are soft-deleted.',
    type: 'object',
    additionalProperties: false,
    default: {},
    properties: {
      days: {
        description:
          'Days from the soft delete to the purge, which erases the user for good. Where "deactivated" is keep, they count from the DELETE.',
        type: 'integer',
        minimum: 1,
        maximum: 3650,
        default: 30,
      },
      deactivated: {
        description:
          'Whether users who are only deactivated (active=false) are purged as deleted ones are, or kept. On the wire a long leave looks like a deletion: keep protects those who are away.',
        enum: ['purge', 'keep'],
        default: 'purge',
      },
      minimumAfterDelete: {
        description:
          'Days that lie between a DELETE and the purge, at least, however long before it the user was deactivated. Left out: 7, or "days" where that is fewer.',
        type: 'integer',
        minimum: 1,
        maximum: 3650,
      },
    },
  },
  revive: {
    description:
      "Which POST brings a deleted user back under the old id, with whatever a product has filed under it. objectId: one with the same externalId, where that is a UUID, as Entra's objectId is: map objectId onto externalId. externalId: one with the same externalId, whatever it is; Entra maps mailNickname onto it, which somebody else can get. never: every POST makes a new user. An operator's restore brings back in each case.",
    enum: ['objectId', 'externalId', 'never'],
    default: 'objectId',
  },
  alarmEmail: {
    description:
      'Who gets an e-mail of every alarm of the account and Region that the tenant is in, besides the address in fleet.json (docs/runbook). AWS asks the address to confirm first.',
    allOf: [{ $ref: '#/definitions/mailAddress' }],
  },
  guard: {
    description:
      'When so many users are deactivated, deleted or overwritten within an hour, a day or a week, the purge leaves them alone until an operator has decided (scim hold list); deleted groups are counted likewise. Both numbers must be exceeded, or reached; or half of those who were there before, if that is 10 at least.',
    type: 'object',
    additionalProperties: false,
    default: {},
    properties: {
      percent: {
        description: 'More than this percentage of the directory, as it was before that time. 100 turns the guard off.',
        type: 'number',
        minimum: 0,
        maximum: 100,
        default: 10,
      },
      minimum: {
        description: 'At least so many users: in a small directory a few are a large percentage.',
        type: 'integer',
        minimum: 1,
        maximum: 1000000,
        default: 50,
      },
    },
  },
  events: {
    description:
      'Change events (docs/events), on a bus of the tenant\'s own, or on the one that "bus" names, which tenants can share.',
    type: 'object',
    additionalProperties: false,
    default: {},
    properties: {
      values: {
        description:
          'Whether events hold the new values of changed attributes besides their names. Values are personal data, and whoever receives them has to erase them, too.',
        type: 'boolean',
        default: false,
      },
      bus: {
        description:
          'the name of an event bus that there is in the account and Region, such as default: letters, digits and ._/-',
        type: 'string',
        pattern: '^[A-Za-z0-9._/-]{1,256}$',
      },
    },
  },
} as const;

export const LIFECYCLE_DEFINITIONS = {
  mailAddress: {
    description:
      'one e-mail address such as alarms@example.com, without a name around it: a name, @, and a domain with a dot',
    type: 'string',
    maxLength: 254,
    pattern: '^[^@\\s,;:<>()"\\\\]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$',
  },
} as const;
