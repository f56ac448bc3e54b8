import { writingPorts } from '../runtime/writing-ports.ts';
import { createWriting } from './create-writing.ts';

/** The operations that write and send nothing, behind the JWT authorizer. */
export const handler = createWriting(writingPorts());
