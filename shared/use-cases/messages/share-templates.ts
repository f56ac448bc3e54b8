import type { Store } from '../../ports/store.ts';
import { memoizedByKey } from '../memoized-by-key.ts';

/** The ports for one piece of work, such as a batch of steps: a template that several of them send, often some kilobytes long, is read once. */
export function sharingTemplates<Ports extends { store: Pick<Store, 'templates'> }>(ports: Ports): Ports {
  const { templates } = ports.store;
  const get = memoizedByKey((organisation: string, id: string) => templates.get(organisation, id));
  return { ...ports, store: { ...ports.store, templates: { ...templates, get } } };
}
