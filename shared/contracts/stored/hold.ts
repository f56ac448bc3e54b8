import { hold, type Hold } from '../../domain/holds/hold.ts';
import { epochSeconds } from '../../domain/time/instants.ts';
import { plain, type Codec } from './codec.ts';

const plainHold = plain(hold);

/** How long a hold that is over is kept, in seconds: the sweep looks after its lanes for two hours. */
const KEPT_SECONDS = 24 * 60 * 60;

/** A hold as stored. One that has an end is dropped a day after it, unless it was held anew by then. */
export const holdCodec: Codec<Hold> = {
  ...plainHold,
  names: [...plainHold.names, 'expiresAt'],
  encode: (value) => ({
    ...plainHold.encode(value),
    ...(value.until !== undefined && { expiresAt: epochSeconds(value.until) + KEPT_SECONDS }),
  }),
};
