import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stateFolder } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import { fieldsOf, type LogLine } from './line.ts';
import type { LogSource } from './source.ts';

/**
 * What the functions of a local tenant have written since its server was started. There is no access
 * log: API Gateway writes that. Throws PlainError where there is no log.
 */
export function localLogs(tenant: string): LogSource {
  const file = path.join(stateFolder(tenant), 'functions.log');
  if (!existsSync(file))
    throw new PlainError(`${file} is not there: a dev server writes it ("npm start -- --tenant ${tenant}")`);
  return async (since, { ids }) =>
    readLines(file).filter(({ at, text }) => at >= since && (ids.length === 0 || ids.some((id) => text.includes(id))));
}

/** What is no JSON, a stack or a warning of Node.js, belongs to the line before it. */
function readLines(file: string): LogLine[] {
  let [at, source] = [0, 'local'];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return [];
      const { timestamp, service } = fieldsOf(text);
      if (typeof timestamp === 'string') at = Date.parse(timestamp);
      if (typeof service === 'string') source = service;
      return [{ id: `${index} ${at}`, at, source, text }];
    });
}
