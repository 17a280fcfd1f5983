import { rmSync, writeFileSync } from 'node:fs';
import { isTextRecord, readAs } from '../../json.ts';
import { contentOf, filesIn, sourcesOf, timesOf } from './sources.ts';

/** What a folder holds that was synthesized: of which sources, and whether it is as it was then. */
export interface Building {
  /** Whether the folder has been made of these sources, and nobody has changed it since. */
  readonly isThere: boolean;
  /** What is in the folder is no longer good for anything. */
  readonly begin: () => void;
  /** Notes what it was made of; where somebody wrote to a source meanwhile, nobody knows. */
  readonly end: () => void;
}

/**
 * Compares what was synthesized into a folder with what it would be made of now. `also` is what besides the sources decides
 * what comes out, `apart` a folder of the project that is no source.
 */
export function buildingOf(
  project: string,
  tenant: string,
  { outputFolder, apart, also }: { outputFolder: string; apart: string; also: readonly string[] },
): Building {
  // Beside the folder: the CDK makes it anew.
  const file = `${outputFolder}.json`;
  const state = orUndefined(() => {
    const sources = sourcesOf(project, tenant, apart);
    return sources && { content: contentOf(project, sources, also), times: timesOf(project, sources) };
  });
  const output = (): string => timesOf(outputFolder, filesIn(outputFolder));
  const isThere = orUndefined(() => {
    const known = readAs(file, isTextRecord);
    return state !== undefined && known['content'] === state.content && known['output'] === output();
  });
  const isUntouched = (): boolean => {
    const times = orUndefined(() => timesOf(project, sourcesOf(project, tenant, apart) ?? []));
    return state !== undefined && times === state.times;
  };
  return {
    isThere: isThere ?? false,
    begin: () => rmSync(file, { force: true }),
    end: () => {
      if (state && isUntouched()) writeFileSync(file, JSON.stringify({ content: state.content, output: output() }));
    },
  };
}

/** What is not there, or went away while it was looked at, is not known. */
function orUndefined<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
