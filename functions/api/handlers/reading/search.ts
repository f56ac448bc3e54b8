import { normalisedPhone } from '#shared/contracts/api/phone.ts';
import type { searchOperations } from '#shared/contracts/api/search.ts';
import { nameOfLead } from '#shared/domain/people/lead-name.ts';
import { search } from '#shared/use-cases/search/search.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const searchHandlers: ReadingHandlers<typeof searchOperations> = {
  search: async (ports, { caller, query: { q: text } }) => {
    const phone = normalisedPhone(text.replace(/^00/, '+'), undefined);
    const found = await search(ports, { caller, text, phone });
    const { leads, sequences } = found;
    return {
      kind: 'ok',
      body: {
        ...found,
        leads: { ...leads, items: leads.items.map((lead) => ({ ...lead, name: nameOfLead(lead) })) },
        sequences: {
          ...sequences,
          items: sequences.items.map(({ kind = 'sequence' as const, ...rest }) => ({ ...rest, kind })),
        },
      },
    };
  },
};
