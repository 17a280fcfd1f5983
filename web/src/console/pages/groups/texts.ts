export const GROUPS = {
  title: 'Deleted groups',
  description: 'Groups that were deleted and are kept until their retention has passed.',
  empty: 'No deleted group is kept.',
  restore:
    'The group is back under its id and name, with those of its members who are still here, in the groups that it was in.',
};
