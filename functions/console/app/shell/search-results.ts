import type { Answer } from '../api/operations.ts';
import { msg, type Message } from '../i18n/i18n.ts';

type Results = Answer<'GET /v1/search'>;
type Item = { id: string; name: string; beside?: string | undefined; to: string };
type Group = { kind: Message; items: readonly Item[] };

const editors = { sequence: '/sequences', automation: '/automations', feedback: '/feedback' } as const;

/** What was found, by kind, each with where it is; kinds without anything are left out. */
export function foundIn(results: Results): { groups: readonly Group[]; isComplete: boolean } {
  const { leads, accounts, sequences, templates, users, filters, records } = results;
  const groups: Group[] = [
    {
      kind: msg('Leads'),
      items: leads.items.map(({ id, name, email, phone }) => ({
        id,
        name,
        beside: email ?? phone,
        to: `/leads/${id}`,
      })),
    },
    {
      kind: msg('Sequences'),
      items: sequences.items.map(({ id, name, kind }) => ({ id, name, to: `${editors[kind]}/${id}` })),
    },
    {
      kind: msg('Templates'),
      items: templates.items.map(({ id, name }) => ({ id, name, to: `/templates/${id}` })),
    },
    {
      kind: msg('Filters'),
      items: filters.items.map(({ id, name }) => ({ id, name, to: `/filters/${id}` })),
    },
    {
      kind: msg('Users and groups'),
      items: users.items.map(({ id, name, email }) => ({ id, name, beside: email, to: `/users/${id}` })),
    },
    {
      kind: msg('Records'),
      items: records.items.flatMap(({ id, sourceId, typeId, leadId }) =>
        leadId === undefined ? [] : [{ id, name: sourceId, beside: typeId, to: `/leads/${leadId}` }],
      ),
    },
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    isComplete: [leads, accounts, sequences, templates, users, filters, records].every(
      ({ complete }) => complete,
    ),
  };
}
