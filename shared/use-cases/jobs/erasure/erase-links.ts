import type { CrmLink } from '../../../domain/crm/crm-link.ts';
import { oursKey } from '../../../domain/crm/map-values.ts';
import { change } from '../../../ports/change.ts';
import { walk } from '../../../ports/walk.ts';
import type { Erased, ErasureOfOne } from './erasure.ts';

/**
 * Makes the links of a person to a CRM nobody's (F9). They stay, without a value and without the lead, so that the person
 * does not come back by the next change there.
 */
export async function eraseLinks({ ports: { store }, organisation, person }: ErasureOfOne): Promise<Erased> {
  const of = oursKey('lead', person.leadId);
  const links = await Array.fromAsync(
    walk((page) => store.crmLinks.list(organisation, { ...page, query: { index: 'byOurs', of } })),
  );
  for (const { id } of links) {
    await change(store.crmLinks, { organisation, id }, (link) =>
      link === undefined ? 'unchanged' : { write: erasedLink(link) },
    );
  }
  return { removed: 0, anonymised: links.length, read: links.length };
}

function erasedLink({ ours: _ours, theirAccountId: _account, ...link }: CrmLink): CrmLink {
  return { ...link, agreed: {}, erased: true };
}
