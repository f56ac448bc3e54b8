import { currentProcess, type Process } from './process.ts';
import type { World } from './world.ts';

/** An invocation, with the whole of its world. */
export type HereProcess = Process<World>;

/** The invocation that the code which asks is part of. @throws outside of any */
export function here(): HereProcess {
  const process = currentProcess();
  if (process === undefined) throw new Error('This is used by a function only.');
  // Worlds alone make processes.
  return process as HereProcess;
}
