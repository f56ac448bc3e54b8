import { clock } from './clock.ts';
import { enginePorts } from './engine-ports.ts';
import { jobFiles } from './files.ts';
import { once } from './once.ts';

/** What the API reaches outside through. */
export const apiPorts = once(() => ({ ...enginePorts(), files: jobFiles(), clock }));
