/**
 * A failure that the person at the keyboard can act on: its message says what is wrong and what to
 * do, so the command-line tools print it as it is, without a stack.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** Somebody stopped it with Ctrl-C; what there was to tidy up is done. */
export class StoppedError extends PlainError {}
