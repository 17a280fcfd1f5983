import type { Door } from '../door/door.ts';
import { createFailure, failureOf } from './failure.ts';

/** Milliseconds until an answer is given up: API Gateway's own bound is 29 s. */
const PATIENCE = 15_000;

interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer is given up; 15 s. */
  readonly patience?: number;
}

/**
 * Asks the API. The secret travels in the Authorization header and nowhere else. Rejects with a
 * Failure, after its patience at the latest.
 */
export async function ask<T>(door: Door, path: string, asked: Asked = {}): Promise<T> {
  const response = await send(door, path, asked);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw createFailure('failed');
  }
}

/** Asks for a page of a table; `next` is the cursor of the one behind it. */
export async function askTable(door: Door, path: string): Promise<{ text: string; next: string | null }> {
  const response = await send(door, path);
  const next = /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
  try {
    return { text: await response.text(), next: next === undefined ? null : decodeURIComponent(next) };
  } catch {
    throw createFailure('offline');
  }
}

async function send(door: Door, path: string, asked: Asked = {}): Promise<Response> {
  const { method = 'GET', body, signal, patience = PATIENCE } = asked;
  if (door.secret === null) throw createFailure('ended');
  const endOfPatience = new AbortController();
  const timer = setTimeout(() => endOfPatience.abort(), patience);
  const response = await fetch(`${door.api}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${door.secret}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.any([endOfPatience.signal, ...(signal ? [signal] : [])]),
  })
    .catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw createFailure('offline');
    })
    .finally(() => clearTimeout(timer));
  if (!response.ok) throw await failureOf(response);
  return response;
}
