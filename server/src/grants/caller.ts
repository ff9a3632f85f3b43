import type { Range } from '../syntax/node.ts';
import type { Branch } from '../template/text.ts';
import type { Authorization } from './routes.ts';

/** Somebody or something that may invoke a function, as far as the template shows. */
export interface Caller {
  /**
   * `event`: a service hands it what happens (an event of SAM or Serverless, an event source mapping); `route`: through an API; `url`: through its own
   * URL; `permission`: whom a policy of the function names.
   */
  readonly kind: 'event' | 'route' | 'url' | 'permission';
  /** In a few words: `SQS ${Jobs.Arn}`, `GET /orders`, `its URL`, `events.amazonaws.com`, `everybody`. */
  readonly who: string;
  /** Of a route the API, of a permission what it is limited to (`${Rule.Arn}`, `111122223333`), in `Fn::Sub` notation. */
  readonly through?: string;
  /** Of a route and a URL: what a caller must show. */
  readonly authorization?: Authorization;
  /** Where the author wrote it. */
  readonly range: Range;
  readonly when: readonly Branch[];
}
