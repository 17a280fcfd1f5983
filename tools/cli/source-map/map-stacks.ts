import type { SourceMap } from 'node:module';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { buildAt } from './build-at.ts';
import { hasPosition, mapLine, programOf, type Program } from './map-text.ts';

/** Maps lines of a log, one at a time; `tell` hears once for each program why its lines stay as they are. */
export type MapStacks = (
  line: string,
  known?: Program,
) => Promise<{ readonly line: string; readonly isMapped: boolean }>;

/**
 * Makes a mapper of log lines, which builds each program that a line names once. `root` is the project's folder, with
 * its git repository and node_modules; `build`: from what, a working tree of the commit or the files as they are.
 */
export function createStackMapper(root: string, tell: (why: string) => void, build = buildAt): MapStacks {
  const maps = new Map<string, Promise<SourceMap | undefined>>();
  const load = async (program: Program): Promise<SourceMap | undefined> => {
    const { name, commit, hash } = program;
    try {
      const built = await build(root, program);
      if (hash === undefined || built.hash === hash) return built.map;
      throw new PlainError(
        `${name} was not built from commit ${commit} as it is: its hash is ${hash}, that of the commit ${built.hash}. ` +
          'It had changes that were not committed, or other packages (npm ci at that commit); its stacks stay as they are',
      );
    } catch (error) {
      tell(messageOf(error));
      return undefined;
    }
  };
  return async (line, known) => {
    const program = programOf(line) ?? known;
    if (program === undefined || !hasPosition(line)) return { line, isMapped: false };
    const key = `${program.name} ${program.commit} ${program.hash}`;
    const loading = maps.get(key) ?? load(program);
    maps.set(key, loading);
    const map = await loading;
    return map === undefined ? { line, isMapped: false } : { line: mapLine(line, program.name, map), isMapped: true };
  };
}
