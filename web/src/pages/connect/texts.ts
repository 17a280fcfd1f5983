import type { StepId, WayToSignIn } from '../../api/types.ts';
import { PORTAL } from '../../parts/portal.ts';
import type { Drawing } from './drawing.ts';

type TaskId = 'application' | 'credentials' | 'mapping' | 'people' | 'start';

/** A task of the admin in the portal. It is done when all of `ticks` have arrived; without ticks nobody can tell. */
export interface Task {
  readonly id: TaskId;
  readonly title: string;
  readonly doIt: readonly string[];
  readonly note?: string;
  readonly link: { readonly href: string; readonly text: string };
  readonly ticks: readonly StepId[];
  readonly drawing: Drawing;
}

const MENU = ['Overview', 'Properties', 'Users and groups', 'Provisioning'] as const;
const INSIDE = ['Overview', 'Connectivity', 'Attribute mapping', 'Provisioning logs'] as const;

export const TASKS: readonly Task[] = [
  {
    id: 'application',
    title: 'Make an application',
    doIt: [
      'In the Entra admin center open **Entra ID > Enterprise apps** and choose **New application**.',
      'Choose **Create your own application**, give it a name that your colleagues will recognize, and select **Integrate any other application you don’t find in the gallery (Non-gallery)**.',
      'Press **Create** and wait until its page opens.',
    ],
    note: 'You have one already, for single sign-on? If it was made under **App registrations** it has no page **Provisioning**: make a second one here.',
    link: { href: PORTAL.gallery, text: 'Open the application gallery' },
    ticks: ['credentials-tested'],
    drawing: {
      menu: ['Home', 'Users', 'Groups', 'Enterprise apps'],
      chosen: 'Enterprise apps',
      title: 'Create your own application',
      lines: [
        { field: 'Name', value: 'User provisioning' },
        { choice: 'Application Proxy' },
        { choice: 'Register an application' },
        { choice: 'Any other application (Non-gallery)', here: true },
        { button: 'Create' },
      ],
    },
  },
  {
    id: 'credentials',
    title: 'Enter the address and the secret',
    doIt: [
      'In the application open **Provisioning** and choose **New configuration**.',
      'Copy what is below into the fields of the same names.',
      'Press **Test Connection**; **Connect** ticks it off within seconds. Then press **Create**.',
    ],
    link: { href: PORTAL.applications, text: 'Open Enterprise apps' },
    ticks: ['credentials-tested'],
    drawing: {
      menu: MENU,
      chosen: 'Provisioning',
      title: 'New configuration',
      lines: [
        { field: 'Tenant URL', value: 'https://…/scim/v2', here: true },
        { field: 'Secret token', value: '••••••••••••••••', here: true },
        { button: 'Test Connection' },
      ],
    },
  },
  {
    id: 'mapping',
    title: 'Know people by their objectId',
    doIt: [
      'Open **Attribute mapping** and there the mapping of users.',
      'Choose the row whose target is `externalId`, and change its source from `mailNickname` to `objectId`. Save.',
      'Leave the other rows as they are for now. **Fields**, in the list of pages, tells what else is read.',
    ],
    note: 'Do this before anybody is provisioned. The objectId of a person never changes and is never given to somebody else; a mail nickname can be.',
    link: { href: PORTAL.applications, text: 'Open Enterprise apps' },
    ticks: [],
    drawing: {
      menu: INSIDE,
      chosen: 'Attribute mapping',
      title: 'Provision Microsoft Entra ID Users',
      lines: [
        { row: ['userPrincipalName', 'userName'] },
        { row: ['displayName', 'displayName'] },
        { row: ['objectId', 'externalId'], here: true },
        { row: ['jobTitle', 'title'] },
      ],
    },
  },
  {
    id: 'people',
    title: 'Say who is to be provisioned',
    doIt: [
      'In the application open **Users and groups** and choose **Add user/group**.',
      'Assign the people, or groups that hold them. One person is enough to try.',
    ],
    note: 'Groups inside of groups are not read: assign each group itself. Assigning groups needs a licence of Entra ID P1; assigning people does not.',
    link: { href: PORTAL.applications, text: 'Open Enterprise apps' },
    ticks: ['first-user'],
    drawing: {
      menu: MENU,
      chosen: 'Users and groups',
      title: 'Users and groups',
      lines: [
        { button: '+ Add user/group', here: true },
        { row: ['Adele Vance', 'User'] },
        { row: ['Sales', 'Group'] },
      ],
    },
  },
  {
    id: 'start',
    title: 'Start it',
    doIt: [
      'Open **Provisioning > Overview** and press **Start provisioning**.',
      'That is all. Come back in an hour, or look at **Is it flowing?** at any time.',
    ],
    note: 'The first cycle takes from 20 minutes to some hours: for 1,000 people about 10 to 80 minutes. After it Entra comes about every 40 minutes and brings what has changed.',
    link: { href: PORTAL.applications, text: 'Open Enterprise apps' },
    ticks: ['first-user', 'first-cycle'],
    drawing: {
      menu: INSIDE,
      chosen: 'Overview',
      title: 'Overview',
      lines: [
        { button: 'Start provisioning', here: true },
        { field: 'Current cycle status', value: 'Initial cycle not run' },
      ],
    },
  },
];

/** What is ticked off, as it is called while it is awaited. */
export const STEP_TITLES: Readonly<Record<StepId, string>> = {
  'credentials-tested': 'Connection tested',
  'first-user': 'First person arrived',
  'first-group': 'First group arrived',
  'first-cycle': 'First cycle complete',
};

export const WAYS: Readonly<Record<WayToSignIn, { readonly title: string; readonly text: string }>> = {
  token: {
    title: 'Secret token',
    text: 'The shortest way. One token is pasted into Entra, and renewed once a year.',
  },
  client: {
    title: 'OAuth client',
    text: 'Entra fetches tokens that live for an hour, with a client secret that is renewed every one to three years.',
  },
  federation: {
    title: 'Workload identity federation',
    text: 'There is no secret, and nothing to renew. Microsoft recommends it.',
  },
};

export const BEFORE = [
  'You need the role **Application Administrator**, **Cloud Application Administrator**, or **Application Owner** of the application.',
  'Any edition of Entra ID will do to assign people one by one; assigning groups needs **Entra ID P1**.',
  'The five tasks take about ten minutes, and then Entra some time for its first cycle.',
];
