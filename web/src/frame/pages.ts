import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

interface Page {
  readonly id: string;
  readonly title: string;
  /** Shown in the navigation only to a link that may read people. */
  readonly ofPeople?: boolean;
  readonly View: LazyExoticComponent<ComponentType>;
}

const page = (load: () => Promise<ComponentType>): Page['View'] => lazy(async () => ({ default: await load() }));

/** What the app shows, in the order of the navigation; each is loaded when it is first looked at. */
export const PAGES: readonly [Page, ...Page[]] = [
  { id: 'connect', title: 'Connect', View: page(async () => (await import('../pages/connect/page.tsx')).ConnectPage) },
  {
    id: 'script',
    title: 'Do it for me',
    View: page(async () => (await import('../pages/script/page.tsx')).ScriptPage),
  },
  { id: 'fields', title: 'Fields', View: page(async () => (await import('../pages/fields/page.tsx')).FieldsPage) },
  { id: 'flow', title: 'Is it flowing?', View: page(async () => (await import('../pages/flow/page.tsx')).FlowPage) },
  {
    id: 'activity',
    title: 'Activity',
    View: page(async () => (await import('../pages/activity/page.tsx')).ActivityPage),
  },
  {
    id: 'people',
    title: 'People',
    ofPeople: true,
    View: page(async () => (await import('../pages/people/page.tsx')).PeoplePage),
  },
  {
    id: 'questions',
    title: 'Questions',
    View: page(async () => (await import('../pages/questions/page.tsx')).QuestionsPage),
  },
];
