/** A group object as Entra holds it. Groups that are assigned to the enterprise application are provisioned. */
export interface AssignmentGroup {
  objectId: string;
  mailNickname: string;
  displayName: string;
  assigned: boolean;
  /** objectIds of people and of other groups; nested groups are not expanded. */
  members: readonly string[];
}
