import { consoleStage } from '../runtime/environment.ts';
import { createConsole } from './create-console.ts';

/** The console in a browser. */
export const handler = createConsole(consoleStage);
