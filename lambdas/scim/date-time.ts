const DATE_TIME = /^(-?\d{4,}-\d{2}-(\d{2}))T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The instant of an xsd:dateTime (RFC 7643 §2.3.5) in milliseconds; without a zone it is UTC.
 * Undefined when it is none: Date.parse would read the 30th of February as the 2nd of March.
 */
export function parseDateTime(text: string): number | undefined {
  const [, date, day] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`;
  const instant = Date.parse(zoned);
  return Number.isNaN(instant) ? undefined : instant;
}

/** As parseDateTime, and a date alone means its first moment: people type dates into filters. */
export function parseDateTimeOrDate(text: string): number | undefined {
  return parseDateTime(DATE.test(text) ? `${text}T00:00:00Z` : text);
}
