import type { HttpAnswer } from '../http/answer.ts';
import type { GatewayResponseTemplate } from './response-template.ts';

/** API Gateway's own answers: status and message where the template says nothing. */
const DEFAULTS = {
  ACCESS_DENIED: [403, 'User is not authorized to access this resource'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'null'],
  AUTHORIZER_FAILURE: [500, 'null'],
  BAD_REQUEST: [400, 'Bad Request'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
  INTERNAL_SERVER_ERROR: [502, 'Internal server error'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  REQUEST_HEADERS_TOO_LARGE: [431, 'Request Header Fields Too Large'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  THROTTLED: [429, 'Too Many Requests'],
  UNAUTHORIZED: [401, 'Unauthorized'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type'],
  URI_TOO_LONG: [414, 'Request-URI Too Long'],
} as const satisfies Record<string, readonly [number, string]>;

/** Why API Gateway answers by itself. */
export type GatewayErrorType = keyof typeof DEFAULTS;

/** What `$context.…` stands for in a template, by its name without the prefix. */
export type TemplateContext = Record<string, string | undefined>;

/**
 * Renders a gateway response: the template of its type, else DEFAULT_4XX or DEFAULT_5XX, else API
 * Gateway's own.
 */
export function renderGatewayResponse(
  templates: Map<string, GatewayResponseTemplate>,
  type: GatewayErrorType,
  request: { accept: string | undefined; context: TemplateContext; message?: string },
): HttpAnswer {
  const [defaultStatus, defaultMessage] = DEFAULTS[type];
  const message = request.message ?? defaultMessage;
  const template = templates.get(type) ?? templates.get(defaultStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const context: TemplateContext = {
    ...request.context,
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
  };
  const contentType = chooseTemplate(Object.keys(template?.templates ?? {}), request.accept);
  const body = template?.templates[contentType] ?? '{"message":$context.error.messageString}';
  const headers: Record<string, string[]> = { 'Content-Type': [contentType], 'x-amzn-ErrorType': [type] };
  for (const [name, value] of template?.headers ?? []) headers[name] = [value];
  return { status: template?.statusCode ?? defaultStatus, headers, body: substitute(body, context) };
}

/**
 * The template whose content type the client names in Accept, otherwise application/json, otherwise
 * the first.
 */
function chooseTemplate(contentTypes: readonly string[], accept = ''): string {
  const accepted = new Set(accept.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase()));
  const named = contentTypes.find((contentType) => accepted.has(contentType));
  if (named !== undefined) return named;
  return contentTypes.includes('application/json') ? 'application/json' : (contentTypes[0] ?? 'application/json');
}

/** Plain substitution: a gateway response template has no logic and escapes nothing. */
function substitute(template: string, context: TemplateContext): string {
  return template.replaceAll(
    /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/g,
    (_, name: string) => context[name] ?? '',
  );
}
