export const MAPPING = {
  title: 'Attribute mapping',
  description:
    'What the customer’s admin maps in the Entra portal so that the directory has every field. The setup page shows the admin the same.',
  first:
    'First of all, before anybody is provisioned, map objectId instead of mailNickname onto externalId: who comes back is known by it.',
  empty: 'There is no field.',
  customers: '(the attribute that holds it)',
  notStored: 'Arrives, and is not stored',
  notStoredHelp:
    'Nothing here has that name: map it onto another target attribute, or declare an extension in the tenant file.',
  allStored: 'Nothing arrives that is not stored.',
};
