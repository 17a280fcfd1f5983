/**
 * Answers what was read within the last `milliseconds`, in this process, or reads again. Of several
 * who ask at once one reads; what failed is not kept.
 */
export function keptFor<Read>(milliseconds: number, read: () => Promise<Read>, now = Date.now): () => Promise<Read> {
  let kept: { readonly until: number; readonly answer: Promise<Read> } | undefined;
  return () => {
    if (kept && kept.until > now()) return kept.answer;
    const reading = { until: now() + milliseconds, answer: read() };
    kept = reading;
    reading.answer.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.answer;
  };
}
