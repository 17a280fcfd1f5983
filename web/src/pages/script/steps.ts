/** Microsoft's template of an application that is not in its gallery. */
export const NON_GALLERY = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
/** The template of a provisioning job that speaks SCIM (Entra's known issues of SCIM compatibility). */
export const SCIM_TEMPLATE = 'scim';

/** A request to Microsoft Graph v1.0; `{words}` in path and body stand for values. */
interface Step {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
  /** Whether 404 means "not yet": what was made just now is not seen everywhere at once. */
  readonly mayBeLate?: true;
  /** What to do where it fails. ASCII, as all of the script. */
  readonly fix: string;
}

const OF_APPLICATION = '/servicePrincipals/{id}';
const OF_JOBS = `${OF_APPLICATION}/synchronization/jobs`;
const OF_JOB = `${OF_JOBS}/{job}`;
const CREDENTIALS = [
  { key: 'BaseAddress', value: '{address}' },
  { key: 'SecretToken', value: '{secret}' },
];

const ROLE =
  'Sign in as an Application Administrator or Cloud Application Administrator (Disconnect-MgGraph signs out), then run the script again.';
const WAIT = 'Wait a minute, then run the script again: it goes on with what is there.';
const IN_PORTAL = 'It can be done in the Entra admin center, too: the page Connect tells how.';

/**
 * What the script asks of Microsoft Graph, in this order, as Microsoft documents it ("Configure
 * provisioning using Microsoft Graph APIs", and the reference of synchronization in v1.0).
 */
export const STEPS = {
  FindApplication: {
    title: 'Look for the application',
    method: 'GET',
    path: '/servicePrincipals?$filter=displayName%20eq%20%27{name}%27&$select=id,displayName,applicationTemplateId',
    fix: ROLE,
  },
  MakeApplication: {
    title: 'Make the application',
    method: 'POST',
    path: `/applicationTemplates/${NON_GALLERY}/instantiate`,
    body: { displayName: '{name}' },
    fix: ROLE,
  },
  AwaitApplication: {
    title: 'Wait until Entra knows the application',
    method: 'GET',
    path: OF_APPLICATION,
    mayBeLate: true,
    fix: WAIT,
  },
  FindJob: {
    title: 'Look for its provisioning job',
    method: 'GET',
    path: OF_JOBS,
    mayBeLate: true,
    fix: ROLE,
  },
  MakeJob: {
    title: 'Make the provisioning job',
    method: 'POST',
    path: OF_JOBS,
    body: { templateId: SCIM_TEMPLATE },
    mayBeLate: true,
    fix: `${WAIT} ${IN_PORTAL}`,
  },
  TestConnection: {
    title: 'Test the address and the secret',
    method: 'POST',
    path: `${OF_JOB}/validateCredentials`,
    body: { useSavedCredentials: false, credentials: CREDENTIALS },
    mayBeLate: true,
    fix: 'Is the secret token the whole one, and has it not ended? Make another one on the page Connect, then run the script again.',
  },
  SaveSecret: {
    title: 'Save the address and the secret',
    method: 'PUT',
    path: `${OF_APPLICATION}/synchronization/secrets`,
    body: { value: [...CREDENTIALS, { key: 'SyncAll', value: '{everybody}' }] },
    mayBeLate: true,
    fix: `${WAIT} ${IN_PORTAL}`,
  },
  TestSaved: {
    title: 'Test the address and the secret that Entra has',
    method: 'POST',
    path: `${OF_JOB}/validateCredentials`,
    body: { useSavedCredentials: true },
    mayBeLate: true,
    fix: 'Run the script again and enter a secret token: the one that Entra has does not work, or there is none.',
  },
  ReadSchema: {
    title: 'Read the attribute mapping',
    method: 'GET',
    path: `${OF_JOB}/schema`,
    mayBeLate: true,
    fix: `${WAIT} ${IN_PORTAL}`,
  },
  SaveSchema: {
    title: 'Save the attribute mapping',
    method: 'PUT',
    path: `${OF_JOB}/schema`,
    fix: `An attribute of Entra ID in $Mapping may be misspelled: correct it there, then run the script again. ${IN_PORTAL}`,
  },
  StartJob: {
    title: 'Start provisioning',
    method: 'POST',
    path: `${OF_JOB}/start`,
    fix: 'Press Start provisioning in the Entra admin center: Enterprise apps, this application, Provisioning.',
  },
} as const satisfies Readonly<Record<string, Step>>;

export type StepName = keyof typeof STEPS;

/** The steps as a list, in their order. */
export const STEP_LIST: readonly (readonly [name: string, step: Step])[] = Object.entries<Step>(STEPS);
