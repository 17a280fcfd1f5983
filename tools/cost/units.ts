/** What DynamoDB charges for something, and the round trips that wait for one another. */
export interface Units {
  readonly wru: number;
  readonly rru: number;
  readonly trips?: number;
}

/**
 * What each kind of work costs, measured: the budget tests hold every row exactly
 * (test/http/budget.test.ts, test/http/budget-behind.test.ts, test/store/budget.test.ts,
 * test/auth/authorize.test.ts, test/events/webhooks/delivery.test.ts), and `scim cost` reckons with them.
 */
export const UNITS = {
  // Requests of Entra.
  filterNoHit: { trips: 1, wru: 0, rru: 1 },
  groupFilterNoHit: { trips: 1, wru: 0, rru: 1 },
  readUser: { trips: 1, wru: 0, rru: 1 },
  createUser: { trips: 2, wru: 11, rru: 1 },
  changeUser: { trips: 2, wru: 2, rru: 1 },
  managerCheck: { trips: 1, wru: 0, rru: 1 },
  deleteUser: { trips: 3, wru: 16, rru: 5 },
  createGroup: { trips: 1, wru: 7, rru: 0 },
  readGroup: { trips: 1, wru: 0, rru: 1 },
  addMember: { trips: 2, wru: 6, rru: 3 },
  // The product.
  directoryPage: { wru: 0, rru: 53.5 },
  // Before a request.
  checkToken: { wru: 0, rru: 1 },
  checkTokenFirst: { wru: 1, rru: 1 },
  // Behind a write: what the stream's function keeps of it.
  feedEntry: { trips: 2, wru: 1, rru: 1 },
  historyEntry: { trips: 1, wru: 1, rru: 0 },
  imageOfUser: { trips: 1, wru: 2, rru: 0 },
  searchOfTwo: { wru: 4, rru: 1 },
  membersChange: { wru: 1, rru: 0 },
  webhookDelivery: { wru: 3, rru: 8 },
  // By the clock.
  webhookIdle: { wru: 0, rru: 4 },
  purgeOfNobody: { wru: 0, rru: 9 },
  toldHour: { wru: 1, rru: 64 },
  purgeOfOne: { wru: 19, rru: 30 },
} as const satisfies Record<string, Units>;
