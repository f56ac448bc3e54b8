import { at } from '../at.ts';
import { memoryCrm } from '../memory/memory-crm.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmConnector } from '#shared/ports/crm.ts';

const instants = { now: at('2027-03-01T08:00:00.000Z') };

/** What is in the box. */
export const box = memoryCrm({
  now: () => instants.now,
  converts: false,
  fields: {
    contact: ['Given', 'Mail', 'Stage'].map((name) => ({ name })),
    account: [{ name: 'Firm' }],
  },
});

/** Cardbox, a CRM without leads and without a network: a box of cards. */
export const cardbox: CrmConnector = {
  open: ({ credentials }) => {
    if (credentials['key'] !== 'open sesame')
      throw new CrmError({ kind: 'unauthorised' }, 'Cardbox does not know this key.');
    return { ...box, objects: ['contact', 'account'] };
  },
};
