import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { WebFiles } from '../../http/setup/pages.ts';
import { readTaskRoot } from './environment.ts';

/**
 * The files of the web app, which cdk synth writes beside the function's code. What was asked for is
 * kept: they do not change while a function lives.
 */
export function openWebFiles(): WebFiles {
  const folder = path.join(readTaskRoot(), 'web');
  const names = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  const known = new Map<string, string>();
  return {
    get: (name) => {
      if (!names.has(name) || !path.extname(name)) return undefined;
      const text = known.get(name) ?? readFileSync(path.join(folder, name), 'utf8');
      known.set(name, text);
      return text;
    },
  };
}
