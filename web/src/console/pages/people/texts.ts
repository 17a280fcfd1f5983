export const PEOPLE = {
  title: 'People',
  description: 'Who is here, or was, and what an operator may do with one of them.',
  find: 'Look for',
  hint: 'How an account name, an e-mail address, a family name or a display name begins; or a whole account name or id, also of somebody who was deleted.',
  button: 'Look',
  nobody: 'Nobody like that. Who came or changed in the last seconds may not be found yet.',
  more: 'There are others: look for more of the name.',
  exact: 'By exactly this account name or id',
  back: 'Back to people',
  history: 'What happened in the last 36 days',
  quiet: 'Nothing happened in the last 36 days.',
  restore:
    'This person is as before the deletion: active, and in its groups. When Entra still takes the person for gone, its next cycle disables it again.',
  hold: 'Until the hold is lifted nothing erases this person, and each state that is overwritten is kept.',
  lift: 'The legal hold ends, and the states that it has kept are removed. Read them first: npm run scim -- user show --held.',
  erase: 'All that is known of this person is erased now, without waiting for the retention. Nobody can bring it back.',
  reason: 'Why; it is kept with the person',
  account: 'the account name',
};

export const EVENTS: Readonly<Record<string, string>> = {
  'user.created': 'Created',
  'user.updated': 'Changed',
  'user.deactivated': 'Disabled',
  'user.reactivated': 'Enabled again',
  'user.deleted': 'Deleted',
  'user.restored': 'Brought back',
  'user.erased': 'Erased',
};
