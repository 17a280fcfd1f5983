import { createContext, useContext } from 'react';
import { takeSecret } from './secret.ts';

/** How this app came to be opened: where its API is, and what it shows to it. */
export interface Door {
  readonly kind: 'setup';
  /** Absolute path of the API, without a slash at the end. */
  readonly api: string;
  readonly secret: string | null;
}

/** The door of the setup page, at `<endpoint>/setup#<secret>`. */
export const openSetupDoor = (): Door => ({
  kind: 'setup',
  api: `${location.pathname.replace(/\/+$/, '')}/api`,
  secret: takeSecret(),
});

export const DoorContext = createContext<Door>({ kind: 'setup', api: '', secret: null });

export const useDoor = (): Door => useContext(DoorContext);
