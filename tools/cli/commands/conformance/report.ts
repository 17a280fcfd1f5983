import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../../../conformance/harness/run.ts';
import type { Exchange } from '../../../../conformance/harness/session.ts';
import { RUN } from '../../../../conformance/suites/messages.ts';
import { isRecord, readAs } from '../../../json.ts';
import type { Line } from './line.ts';
import { hasRfcs, type Profile } from './plan.ts';
import { rfcRows } from './rfc-rows.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..', '..');
const MUST = new Set(['mandatory', 'MUST', 'MUST NOT', 'SHALL', 'SHALL NOT', 'REQUIRED']);

/** A test that failed, with what was sent and answered. */
interface Failure {
  readonly name: string;
  readonly why: string;
  readonly exchanges: readonly Exchange[];
}

export interface Report {
  readonly run: string;
  readonly url: string;
  readonly profile: Profile;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly checks: readonly Line[];
  readonly rfcs: readonly Line[];
  readonly failures: readonly Failure[];
  /** Paths that could not be deleted. */
  readonly left: readonly string[];
  readonly stays: string;
}

interface Run extends Pick<Report, 'url' | 'profile' | 'startedAt' | 'left' | 'stays'> {
  readonly outcomes: readonly Outcome[];
  readonly stopped: boolean;
}

export function reportOf({ outcomes, stopped, ...run }: Run): Report {
  const { version } = readAs(path.join(ROOT, 'package.json'), isPackage);
  return {
    run: RUN,
    ...run,
    endedAt: new Date().toISOString(),
    versions: { 'serverless-scim': version, node: process.version },
    checks: outcomes.flatMap(lineOf),
    rfcs: hasRfcs(run.profile)
      ? rfcRows(readFileSync(path.join(ROOT, 'docs', 'conformance.md'), 'utf8'), outcomes, stopped)
      : [],
    failures: outcomes
      .filter(({ status }) => status === 'failed')
      .map(({ groups, test, why = '', exchanges = [] }) => ({
        name: [...groups, test.title].join(' › '),
        why,
        exchanges,
      })),
  };
}

/** The names of what must pass and did not. */
export const mustsThatFailed = ({ checks, rfcs }: Report): string[] =>
  [...checks, ...rfcs]
    .filter(({ level, status }) => status === 'failed' && MUST.has(level))
    .map(({ source, name }) => `${name} (${source})`);

const lineOf = ({ test, status, why }: Outcome): Line[] =>
  test.source === undefined || test.level === undefined
    ? []
    : [{ source: test.source, level: test.level, name: test.title, status, ...(why !== undefined && { why }) }];

const isPackage = (value: unknown): value is { version: string } =>
  isRecord(value) && typeof value['version'] === 'string';
