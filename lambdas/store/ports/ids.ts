/** Longer than any id this service gave out; DynamoDB refuses keys beyond 2,048 bytes. */
export const MAX_ID_LENGTH = 64;
