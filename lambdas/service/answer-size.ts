import { sentBytes } from '../scim/messages/answer-size.ts';
import type { Json } from '../scim/json.ts';

export { MAX_ANSWER_BYTES } from '../scim/messages/answer-size.ts';

/** How many bytes a value takes in an answer, as it will be sent. */
export const answerBytes = (value: Json): number => sentBytes(JSON.stringify(value));
