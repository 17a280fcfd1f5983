/** Where changes are sent to, as the tenant file says it. */
export interface Webhook {
  readonly name: string;
  readonly url: string;
  /** Names of events, or beginnings with a `*`. Left out: all. */
  readonly events?: readonly string[];
  readonly expand?: 'user';
}

/** Whether a webhook is sent an event of this name. */
export const wants = ({ events }: Pick<Webhook, 'events'>, event: string): boolean =>
  events === undefined ||
  events.some((pattern) => (pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : event === pattern));
