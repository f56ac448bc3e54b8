import type { Files } from '../../ports/files.ts';
import type { WholePorts } from '../core/engine-ports.ts';

/** What running a job reaches outside through. */
export type JobPorts = WholePorts & { files: Files };
