import { onceEach } from './once-each.ts';
import type { StepPorts } from './step-ports.ts';

/** The ports for one batch of steps: a template that several of them send, often some kilobytes long, is read once. */
export function sharingTemplates(ports: StepPorts): StepPorts {
  const { templates } = ports.store;
  const get = onceEach((organisation: string, id: string) => templates.get(organisation, id));
  return { ...ports, store: { ...ports.store, templates: { ...templates, get } } };
}
