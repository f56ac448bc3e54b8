import { readingPorts } from '../runtime/reading-ports.ts';
import { createReading } from './create-reading.ts';

/** The operations that write nothing, behind the JWT authorizer. */
export const handler = createReading(readingPorts());
