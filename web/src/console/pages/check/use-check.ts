import { useEffect, useRef, useState } from 'react';
import { isFailure, type Failure } from '../../../api/failure.ts';
import { useDoor } from '../../../door/door.ts';
import { askCommand } from '../../api/queries.ts';
import type { Check } from '../../api/types.ts';

interface State {
  readonly progress: Check | null;
  readonly isRunning: boolean;
  readonly failure: Failure | null;
}

const NOTHING: State = { progress: null, isRunning: false, failure: null };

/** Runs a check in as many rounds as it takes, until it is through, is stopped, or the page is left. */
export function useCheck(tenant: string) {
  const door = useDoor();
  const [state, setState] = useState(NOTHING);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const go = async ({ signal }: AbortController): Promise<void> => {
    try {
      let progress: Check | null = null;
      do {
        const asked: { readonly progress?: Check } = progress === null ? {} : { progress };
        progress = await askCommand(door, tenant, { name: 'check', asked, signal });
        setState({ progress, isRunning: progress.next !== undefined, failure: null });
      } while (progress.next !== undefined);
    } catch (error) {
      if (signal.aborted) return;
      if (!isFailure(error)) throw error;
      setState((before) => ({ ...before, isRunning: false, failure: error }));
    }
  };
  return {
    ...state,
    start: () => {
      running.current = new AbortController();
      setState({ ...NOTHING, isRunning: true });
      void go(running.current);
    },
    stop: () => {
      running.current?.abort();
      setState((before) => ({ ...before, isRunning: false }));
    },
  };
}
