import type { Readable } from 'node:stream';

/** An HTTP answer as it goes out. Header names are as whoever answers spelled them. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string[]>;
  /** What is read is sent as it comes. */
  body: string | Buffer | Readable;
}

export interface TextAnswer extends HttpAnswer {
  body: string;
}

/** An answer in JSON. */
export const jsonAnswer = (
  status: number,
  body: object,
  headers: HttpAnswer['headers'] = { 'Content-Type': ['application/json'] },
): TextAnswer => ({ status, headers, body: JSON.stringify(body) });
