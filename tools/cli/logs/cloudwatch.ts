import { paginateListStackResources, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import pMap from 'p-map';
import { PlainError } from '../../plain-error.ts';
import type { LogLine } from './line.ts';
import type { LogSource, Wanted } from './source.ts';
import { tell } from '../output/width.ts';

/** A log group of a tenant: of a function, or API Gateway's. */
interface LogGroup {
  readonly name: string;
  readonly source: string;
}

/** CloudWatch answers 5 of these questions a second in an account. */
const AT_ONCE = 4;
/** Lines in all: more than anybody reads, and what a terminal holds. */
const MOST = 10_000;
/** Ids in a pattern, which has 1,024 characters. */
const MOST_IDS = 20;

/** The stacks that write logs. */
const PARTS = ['api', 'events', 'jobs'];

/** The log groups of a tenant, as its stacks have made them. Throws PlainError where there are none. */
async function logGroupsOf(client: CloudFormationClient, tenant: string): Promise<LogGroup[]> {
  const groups: LogGroup[] = [];
  for (const part of PARTS)
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client },
      { StackName: `scim-${tenant}-${part}` },
    ))
      for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId: name } of StackResourceSummaries)
        if (ResourceType === 'AWS::Logs::LogGroup' && name !== undefined)
          groups.push({ name, source: sourceOf(LogicalResourceId) });
  if (groups.length > 0) return groups;
  throw new PlainError(`the stacks of tenant "${tenant}" have no log groups: deploy this version of the project`);
}

/** `ScimLogs0A1B2C3D` is of `scim`. */
function sourceOf(logicalId: string): string {
  const name = logicalId.replace(/[0-9A-F]{8}$/, '').replace(/Logs?$/, '');
  return name === 'Access' ? 'gateway' : name.toLowerCase();
}

/** What CloudWatch filters by, so that not everything has to be fetched. */
function patternOf({ source }: LogGroup, { ids, errors }: Wanted): string | undefined {
  if (ids.length > 0)
    return ids
      .slice(0, MOST_IDS)
      .map((id) => `?"${id}"`)
      .join(' ');
  if (!errors) return undefined;
  return source === 'gateway'
    ? '{ $.status = "5*" }'
    : '?ERROR ?CRITICAL ?"Task timed out" ?"Runtime exited" ?"Process exited" ?Runtime ?Unhandled';
}

/** The logs of a deployed tenant. Throws PlainError where it has none. */
export async function cloudWatchLogs(
  tenant: string,
  { cloudformation, logs }: { cloudformation: CloudFormationClient; logs: CloudWatchLogsClient },
): Promise<LogSource> {
  const groups = await logGroupsOf(cloudformation, tenant);
  return async (since, wanted) => {
    const found = await pMap(groups, (group) => linesOf(logs, group, since, wanted), { concurrency: AT_ONCE });
    return found.flat();
  };
}

async function linesOf(
  client: CloudWatchLogsClient,
  group: LogGroup,
  since: number,
  wanted: Wanted,
): Promise<LogLine[]> {
  const filterPattern = patternOf(group, wanted);
  const input = { logGroupName: group.name, startTime: since, ...(filterPattern !== undefined && { filterPattern }) };
  const lines: LogLine[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
    for (const { eventId = '', timestamp = since, message = '' } of events)
      lines.push({ id: eventId, at: timestamp, source: group.source, text: message });
    if (lines.length < MOST) continue;
    tell(`${group.source}: more than ${MOST} lines, the rest is left out: narrow it with --since`);
    break;
  }
  return lines;
}
