import type { Visit } from '../../domain/tracking/visit.ts';
import { objectOf } from '../stored/object-of.ts';
import { visitShape } from '../stored/visit.ts';

/** A message of the queue of visits. */
export const visitMessage = objectOf<Visit>()(visitShape);
