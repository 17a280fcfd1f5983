/**
 * The words of whatever was thrown, by its looks: an error may come from another realm than ours.
 */
export const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
