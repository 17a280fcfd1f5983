import { MINUTE } from '../../../lambdas/duration.ts';

/** As in `12 minutes ago`, for times in ISO 8601. */
export function ago(time: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(time)) / MINUTE));
  if (minutes < 120) return `${minutes} minutes ago`;
  return minutes < 2 * 1440 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}

/** The day of a time in ISO 8601. */
export const dayOf = (time: string | undefined): string | undefined => time?.slice(0, 10);
