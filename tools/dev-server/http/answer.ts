/** An HTTP answer as it goes out. Header names are as whoever answers spelled them. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string[]>;
  body: string | Buffer;
}

/** An answer in JSON. */
export const jsonAnswer = (
  status: number,
  body: object,
  headers: HttpAnswer['headers'] = { 'Content-Type': ['application/json'] },
): HttpAnswer => ({ status, headers, body: JSON.stringify(body) });
