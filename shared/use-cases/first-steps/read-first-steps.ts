import { TEMPLATE_TESTED } from '../../domain/user-mails/template-test.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

type Ports = {
  store: Pick<Store, 'settings' | 'templates' | 'sequences' | 'leads' | 'markers' | 'statistics'>;
};

/** What an organisation does before its first mail goes out, and whether each is done. */
export type FirstSteps = Record<
  'workingHours' | 'sendingAddress' | 'template' | 'sequencePublished' | 'leads' | 'testSent' | 'enrolled',
  boolean
>;

/** Which first steps of an organisation are done (F14): a handful of reads, whatever there is. */
export async function readFirstSteps({ store }: Ports, organisation: string): Promise<FirstSteps> {
  const [settings, templates, sequences, leads, tested] = await Promise.all([
    store.settings.get(organisation, 'organisation'),
    store.templates.list(organisation, { limit: 1 }),
    listAll(store.sequences, organisation),
    store.leads.list(organisation, { limit: 1 }),
    store.markers.get(organisation, TEMPLATE_TESTED),
  ]);
  const published = sequences.filter(({ kind, currentVersion }) => kind === undefined && currentVersion > 0);
  const wholes = await store.statistics.ofWholes(
    organisation,
    published.map(({ id }) => id),
  );
  return {
    workingHours: settings?.values.workingHours !== undefined,
    sendingAddress: (settings?.values.sending ?? null) !== null,
    template: templates.items.length > 0,
    sequencePublished: published.some(({ status }) => status === 'active'),
    leads: leads.items.length > 0,
    testSent: tested !== undefined,
    enrolled: wholes.some(({ counts }) => (counts.enrolled ?? 0) > 0),
  };
}
