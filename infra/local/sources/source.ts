import type { InstantText } from '../clock.ts';

/** Something that wakes functions. Retries and errors are its own affair: `work` never rejects for a handler's sake. */
export type Source = {
  id: string;
  /**
   * `wake`: feeds queues. `queue`: calls functions with messages.
   * `stream`: table changes, worked off when the rest is quiet. `rate`: a timer that never ends.
   */
  kind: 'wake' | 'queue' | 'stream' | 'rate';
  /** When there is something to do next, as far as known; streams are known by working only. */
  next(): InstantText | undefined;
  /** Look again at the next work, though nothing is known to have changed. */
  refresh?: () => void;
  /** Does at once what is done at a rate. */
  beat?: () => Promise<void>;
  /** Works off what is due now; true if there was anything. */
  work(): Promise<boolean>;
};
