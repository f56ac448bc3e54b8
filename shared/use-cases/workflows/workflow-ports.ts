import type { Store } from '../../ports/store.ts';
import type { WorkflowQueue } from '../../ports/workflow-queue.ts';
import type { EnginePorts } from '../engine/engine-ports.ts';

/** What running a workflow reaches outside through. */
export type WorkflowPorts = Omit<EnginePorts, 'store'> & { store: Store; workflowQueue: WorkflowQueue };
