/** The table that the bench's host of SCIMMY keeps resources in, and its keys. */
export const TABLE = 'scimmy';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const resourceKey = (type: string, id: string): Key => ({ pk: type, sk: id });
/** Where a userName or a displayName is taken: a host that wants them unique needs it, and finds by it. */
export const nameKey = (type: string, name: string): Key => ({ pk: `${type} ${name.toLowerCase()}`, sk: 'name' });
/** A member is an item of its own: 20,000 are more than one item of DynamoDB can hold. */
export const memberKey = (group: string, member: string): Key => ({ pk: `members ${group}`, sk: member });
