/** Who is called when something changes. */
export const WEBHOOKS = {
  webhooks: {
    description:
      'Where changes are sent to by a signed HTTP POST (docs/webhooks.md), besides the event bus. Up to ten.',
    type: 'array',
    maxItems: 10,
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'url'],
      properties: {
        name: {
          description: 'a name of up to 40 small letters, digits and -, the first a letter, such as crm',
          type: 'string',
          pattern: '^[a-z][a-z0-9-]{0,39}$',
        },
        url: {
          description:
            'an address that begins with https:// and is public; or http:// and 127.0.0.1, localhost or [::1] with a port, which only the dev server calls',
          type: 'string',
          pattern: '^(https://|http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}(/|$))[\\x21-\\x7e]{0,1000}$',
        },
        events: {
          description:
            'Which events are sent, by their names or with a * at the end, as in user.* or group.erased. Left out: all.',
          type: 'array',
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
          items: {
            description: 'the name of an event such as user.created, or one that ends in .* such as user.*',
            type: 'string',
            pattern: '^[a-z][a-z0-9_-]*(\\.[a-z]+)*(\\.\\*)?$',
          },
        },
        expand: {
          description:
            'user: the event of a user comes with the user as it is now, as the directory tells it. That is personal data, which the consumer has to erase, too.',
          enum: ['user'],
        },
      },
    },
  },
} as const;
