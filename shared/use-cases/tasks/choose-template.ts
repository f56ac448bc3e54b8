import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { describeTemplateKind } from '../../domain/templates/template.ts';
import type { Store } from '../../ports/store.ts';
import { readTemplate } from '../templates/read-template.ts';

/**
 * Whether the caller may send a task from this template instead of its own: one that is shared or that the caller
 * reaches, of the kind that the task sends (D8). Undefined: nothing is in the way.
 */
export async function refusalOfChosen(
  ports: { store: Pick<Store, 'templates' | 'users'> },
  { caller, task, templateId }: { caller: Caller; task: Task; templateId: string | undefined },
): Promise<Refusal | undefined> {
  if (templateId === undefined) return undefined;
  const found = await readTemplate(ports, { caller, id: templateId });
  if (found.kind !== 'read') return found;
  const { kind, name } = found.item;
  const wanted = stepKinds[task.type].template;
  if (kind === wanted) return undefined;
  const detail = `The template “${name}” is ${describeTemplateKind(kind)}, and this task takes ${describeTemplateKind(wanted)}: choose one.`;
  return { kind: 'conflict', detail };
}
