// What Node.js takes of a cold start.
export const handler = () => Promise.resolve({ statusCode: 200 });
