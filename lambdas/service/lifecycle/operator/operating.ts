import type { Retention } from '../../../life/lifecycle.ts';
import type { FeedReader } from '../../../store/ports/feed.ts';
import type { HistoryReader } from '../../../store/ports/history.ts';
import type { RetentionStore } from '../../../store/ports/retention.ts';
import type { Store } from '../../context.ts';
import type { Recovering } from '../recover.ts';

/** What the commands of an operator work with. */
export interface Operating extends Recovering {
  readonly store: Store & RetentionStore & HistoryReader;
  readonly feed: Pick<FeedReader, 'read' | 'since'>;
  readonly retention: Retention;
}

/** Something an operator asked for that cannot be: the text says why and what helps. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
