/** A saved query of CloudWatch Logs Insights. */
interface SavedQuery {
  readonly name: string;
  /** Of the watchdog alone. Left out: whoever runs it chooses the log groups, all of which begin with `scim-`. */
  readonly of?: 'watchdog';
  /** Its lines. */
  readonly lines: readonly string[];
}

/** Whose an alarm is, and what happened. docs/runbook names them. */
export const QUERIES: readonly SavedQuery[] = [
  {
    name: 'which tenant, by the watchdog',
    of: 'watchdog',
    lines: [
      'fields @timestamp, message, tenant, deadLetters, streamsStopped, silentHours, reason',
      'filter ispresent(tenant)',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'how each tenant stands, by its hourly job',
    lines: [
      'filter message = "hour"',
      'stats latest(doctor) as doctor, latest(failed) as failed, latest(oldestOverdueHours) as overdueHours, ' +
        'latest(remaining) as remaining, latest(heldBack) as heldBack, latest(holds) as holds, ' +
        'max(@timestamp) as at by tenant',
      'sort tenant',
    ],
  },
  {
    name: 'who was not erased, and why',
    lines: ['filter message = "not erased"', 'fields @timestamp, @log, id, name, reason', 'sort @timestamp desc'],
  },
  {
    name: 'refused credentials',
    lines: [
      'filter message = "refused"',
      'stats count(*) as refused by @log, kind, reason, credentialId',
      'sort refused desc',
    ],
  },
  {
    name: 'answers 5xx and without a credential',
    lines: [
      'filter status like /^5/ or gatewayError = "UNAUTHORIZED"',
      'stats count(*) as answers by @log, route, method, status, functionError, authorizerError, gatewayError',
      'sort answers desc',
    ],
  },
  {
    name: 'slow requests',
    lines: [
      'filter message = "request" and milliseconds >= 1000',
      'fields @timestamp, @log, method, route, status, milliseconds, requestId',
      'sort milliseconds desc',
      'limit 100',
    ],
  },
  {
    name: 'functions that failed or ran out of time',
    lines: [
      'filter @message like /Task timed out|Runtime exited|"level":"ERROR"|Unhandled/',
      'fields @timestamp, @log, @message',
      'sort @timestamp desc',
      'limit 100',
    ],
  },
];
