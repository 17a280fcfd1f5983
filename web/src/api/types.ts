import type { Fields, Flow, Overview } from './schemas.ts';

// What the API answers, and names for what is within it.
export type {
  Activity,
  ActivityRow,
  Fields,
  Flow,
  MadeCredential,
  NewCredential,
  Overview,
  People,
  Person,
  PersonPage,
} from './schemas.ts';

export type Status = Overview['status'];
export type WayToSignIn = Overview['waysToSignIn'][number];
export type StepId = Overview['steps'][number]['id'];
export type Finding = Flow['findings'][number];
export type Cycle = Flow['cycles'][number];
export type FieldRow = Fields['rows'][number];
