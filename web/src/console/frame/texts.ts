export const NAVIGATION = { brand: 'Provisioning console', header: 'Tenants', all: 'All tenants' };

/** The title of the window. */
export const titleOf = (page: string | undefined, tenant: string | null): string =>
  page === undefined || tenant === null ? 'Tenants – provisioning console' : `${page} – ${tenant}`;

export const ENDED = {
  header: 'This address does not work',
  text: 'Each start of the console has a key of its own, and this is not the one that runs now. Nothing is changed by that.',
  help: 'Open the address that `npm run scim -- console` printed, whole, with what stands behind the #.',
};
