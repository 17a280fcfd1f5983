import { createContext, useContext } from 'react';
import type { Failure } from '../api/failure.ts';
import { takeSecret } from './secret.ts';

/** How a failure is told. */
export interface Words {
  readonly type: 'error' | 'warning' | 'info';
  readonly header: string;
  readonly text: string;
}

/** How this app came to be opened: where its API is, and what it shows to it. */
export interface Door {
  readonly kind: 'setup' | 'console';
  /** Absolute path of the API, without a slash at the end. */
  readonly api: string;
  readonly secret: string | null;
  /** What is said of a failure, where this door has words of its own. */
  readonly wordsFor?: (failure: Failure) => Words;
}

/** The door of the setup page, at `<endpoint>/setup#<secret>`. */
export const openSetupDoor = (): Door => ({
  kind: 'setup',
  api: `${location.pathname.replace(/\/+$/, '')}/api`,
  secret: takeSecret(),
});

export const DoorContext = createContext<Door>({ kind: 'setup', api: '', secret: null });

export const useDoor = (): Door => useContext(DoorContext);
