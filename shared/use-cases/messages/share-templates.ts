import type { Store } from '../../ports/store.ts';
import { memoizedByKey } from '../memoized-by-key.ts';

/** The ports for one piece of work, such as a batch of steps: a template that several of them send, often some kilobytes long, is read once. */
export function sharingTemplates<Ports extends { store: Pick<Store, 'templates'> }>(ports: Ports): Ports {
  const { store } = ports;
  const get = memoizedByKey((organisation: string, id: string) => store.templates.get(organisation, id));
  return { ...ports, store: { ...store, templates: { ...store.templates, get } } };
}
