import type { Target } from '../target/target.ts';
import type { Asked } from './asked.ts';

/** Does a command on a tenant. */
export type Run<Result> = (target: Target) => Promise<Result>;
/** Reads what was sent, all of it before anything is done, and answers what is to be done. */
export type Row<Result> = (asked: Asked) => Run<Result>;
