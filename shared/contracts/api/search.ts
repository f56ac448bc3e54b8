import * as z from 'zod';
import { about } from './about.ts';
import { everyone, type Operation } from './operation.ts';

const found = <Item extends z.ZodRawShape>(item: Item) =>
  z.object({
    items: about(z.array(z.object({ id: z.string(), ...item })), 'Up to 8.'),
    complete: about(z.boolean(), 'False: there is more, or may be, since not all there is was looked at.'),
  });

const name = z.string();

const results = z
  .object({
    leads: found({
      name: about(name, 'Name, else address, else id.', 'Ana Pop'),
      email: z.string().optional(),
      phone: z.string().optional(),
      status: z.enum(['lead', 'contact', 'disqualified']),
      ownerId: z.string(),
    }),
    accounts: found({ name, domain: z.string().optional() }),
    sequences: found({
      name,
      status: z.enum(['draft', 'active', 'deleted']),
      kind: about(
        z.enum(['sequence', 'automation', 'feedback']),
        'What it is edited as: a sequence, an automation or a feedback sequence.',
      ),
    }),
    templates: found({ name, kind: z.string() }),
    users: found({ name, email: z.string(), active: z.boolean() }),
    filters: found({ name, over: z.string() }),
    records: found({
      typeId: z.string(),
      sourceId: about(z.string(), 'Its number at its source.', 'A-2027-118'),
      leadId: z.string().optional(),
      accountId: z.string().optional(),
    }),
  })
  .meta({ id: 'SearchResults' });

export const searchOperations = {
  search: {
    on: 'GET /v1/search',
    tag: 'Search',
    summary: 'Search everything by name',
    description:
      'Up to 8 of each kind, as far as you see them in their lists. A whole address, a phone number with its country, the id of a lead, and the number of a record are found however many there are; a part of a name or address among the first 5,000 leads, 2,000 accounts, 500 templates and 500 filters that you may see, and `complete` says when there are more (F13).',
    roles: everyone,
    query: z.object({
      q: about(
        z.string().trim().min(2, 'Write at least 2 characters.').max(200, 'Write 200 characters at most.'),
        'What to look for; case, accents and signs make no difference.',
        'ana',
      ),
    }),
    returns: { status: 200, description: 'What was found, by kind.', body: results },
  },
} as const satisfies Record<string, Operation>;
