import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isFailure, type Failure } from '../../api/failure.ts';
import { useDoor } from '../../door/door.ts';
import { askCommand } from '../api/queries.ts';
import type { Answer, Ask, CommandName } from '../api/types.ts';

/** Has a command run, once. */
type Run = <Name extends CommandName>(name: Name, asked: Ask<Name>) => Promise<Answer<Name>>;

/** One round of work that takes several: from how far it was to how far it is. */
type Round<Progress> = (run: Run, progress: Progress | null) => Promise<Progress>;

export interface Rounds<Progress> {
  /** One round of it. */
  readonly round: Round<Progress>;
  readonly goesOn: (progress: Progress) => boolean;
  /** Whether something is changed by it: what is known of the tenant is asked again then. */
  readonly changes?: boolean;
}

interface State<Progress> {
  readonly progress: Progress | null;
  readonly isRunning: boolean;
  readonly failure: Failure | null;
}

/** Work in as many rounds as it takes, until it is through, is stopped, or the page is left. */
export function useRounds<Progress>(tenant: string, { round, goesOn, changes = false }: Rounds<Progress>) {
  const door = useDoor();
  const client = useQueryClient();
  const [state, setState] = useState<State<Progress>>({ progress: null, isRunning: false, failure: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  /** From a progress on; answers that of the end, or null where it did not come to one. */
  const go = async (from: Progress | null): Promise<Progress | null> => {
    const { signal } = (running.current = new AbortController());
    const run: Run = (name, asked) => askCommand(door, tenant, { name, asked, signal });
    setState({ progress: from, isRunning: true, failure: null });
    try {
      let progress = from;
      do {
        progress = await round(run, progress);
        if (signal.aborted) return null;
        setState({ progress, isRunning: goesOn(progress), failure: null });
      } while (goesOn(progress));
      return progress;
    } catch (error) {
      if (signal.aborted) return null;
      if (!isFailure(error)) throw error;
      setState((before) => ({ ...before, isRunning: false, failure: error }));
      return null;
    } finally {
      if (changes) void client.invalidateQueries({ queryKey: ['tenant', tenant] });
    }
  };
  return {
    ...state,
    start: () => go(null),
    /** From where it ended, with a failure or because it was stopped. */
    resume: () => go(state.progress),
    stop: () => {
      running.current?.abort();
      setState((before) => ({ ...before, isRunning: false }));
    },
  };
}
