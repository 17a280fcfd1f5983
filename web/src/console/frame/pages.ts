import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly View: LazyExoticComponent<ComponentType<TenantPageProps>>;
}

export interface TenantPageProps {
  readonly tenant: string;
}

const page = (load: () => Promise<ComponentType<TenantPageProps>>): Page['View'] =>
  lazy(async () => ({ default: await load() }));

/** The pages of a tenant, in the order of the navigation; each is loaded when it is first looked at. */
export const PAGES: readonly [Page, ...Page[]] = [
  {
    id: 'doctor',
    title: 'Is it flowing?',
    View: page(async () => (await import('../pages/doctor/page.tsx')).DoctorPage),
  },
  { id: 'events', title: 'Events', View: page(async () => (await import('../pages/events/page.tsx')).EventsPage) },
  {
    id: 'webhooks',
    title: 'Webhooks',
    View: page(async () => (await import('../pages/webhooks/page.tsx')).WebhooksPage),
  },
  { id: 'holds', title: 'Holds', View: page(async () => (await import('../pages/holds/page.tsx')).HoldsPage) },
  { id: 'people', title: 'People', View: page(async () => (await import('../pages/people/page.tsx')).PeoplePage) },
  {
    id: 'groups',
    title: 'Groups',
    View: page(async () => (await import('../pages/groups/page.tsx')).GroupsPage),
  },
  {
    id: 'purge',
    title: 'Who will be erased',
    View: page(async () => (await import('../pages/purge/page.tsx')).PurgePage),
  },
  {
    id: 'credentials',
    title: 'Credentials and links',
    View: page(async () => (await import('../pages/credentials/page.tsx')).CredentialsPage),
  },
  { id: 'undo', title: 'Undo a credential', View: page(async () => (await import('../pages/undo/page.tsx')).UndoPage) },
  {
    id: 'mapping',
    title: 'Attribute mapping',
    View: page(async () => (await import('../pages/mapping/page.tsx')).MappingPage),
  },
  {
    id: 'quality',
    title: 'Data quality',
    View: page(async () => (await import('../pages/quality/page.tsx')).QualityPage),
  },
  {
    id: 'check',
    title: 'Check of the table',
    View: page(async () => (await import('../pages/check/page.tsx')).CheckPage),
  },
];
