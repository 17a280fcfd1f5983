export const TENANTS_PAGE = {
  title: 'Tenants',
  description: 'All that have a tenant file here. One that does not answer keeps no other one from it.',
  refresh: 'Look again',
  empty: 'There is no tenant.',
  find: 'Find a tenant',
};

export const placeName = (place: string | null): string =>
  place === null ? 'not known' : place === 'local' ? 'on this machine' : place;
