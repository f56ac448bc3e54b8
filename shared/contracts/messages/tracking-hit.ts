import type { TrackingHit } from '../../domain/tracking/tracking-hit.ts';
import { objectOf } from '../stored/object-of.ts';
import { hitShape } from '../stored/tracking-hit.ts';

/** A message of the queue of hits. */
export const hitMessage = objectOf<TrackingHit>()(hitShape);
