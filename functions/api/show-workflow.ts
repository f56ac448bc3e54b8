import { warningsOfWorkflow } from '#shared/domain/workflows/validate-workflow.ts';
import type { Workflow } from '#shared/domain/workflows/workflow.ts';
import { loadConnected } from '#shared/use-cases/workflows/load-connected.ts';
import type { Store } from '#shared/ports/store.ts';

/** A workflow as it is shown, with what is worth knowing of it now. */
export async function shown(
  ports: { store: Pick<Store, 'connections' | 'mappings' | 'picklists'> },
  workflow: Workflow,
) {
  const connected = await loadConnected(ports.store, workflow.organisation);
  return { ...workflow, warnings: warningsOfWorkflow(workflow, connected) };
}
