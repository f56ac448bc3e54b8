import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import { render, type Rendered } from '../../domain/templates/render.ts';
import type { Template } from '../../domain/templates/template.ts';
import { templateVariables } from '../../domain/templates/template-variables.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';
import { withShortLinks } from '../messages/message-links.ts';
import type { Addresses } from '../messages/step-ports.ts';
import { readLead } from '../leads/list-leads.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { loadRecordText } from '../records/load-record-texts.ts';
import { readRecordOfLead } from '../records/read-record-of-lead.ts';
import { readTemplate } from './read-template.ts';

type Ports = {
  store: Pick<
    Store,
    'templates' | 'users' | 'leads' | 'accounts' | 'groups' | 'settings' | 'records' | 'recordTypes'
  >;
  addresses: Addresses;
};

/**
 * A template filled in for a lead, with what is missing (D8). The same rendering as at sending. `textAsSent`: a text with
 * links of the length that they have when it goes out, for counting its parts (E5).
 */
export async function previewTemplate(
  ports: Ports,
  request: {
    caller: Caller;
    id: string;
    leadId: LeadId;
    senderId?: UserId | undefined;
    recordId?: string | undefined;
  },
): Promise<{ kind: 'preview'; template: Template; rendered: Rendered; textAsSent: string } | Refusal> {
  const { caller, id, leadId, senderId = caller.userId, recordId } = request;
  const { organisation } = caller;
  const [template, lead, sender, access] = await Promise.all([
    readTemplate(ports, { caller, id }),
    readLead(ports, { caller, id: leadId }),
    loadSender(ports.store, organisation, senderId),
    loadAccessScope(ports.store, caller),
  ]);
  if (template.kind !== 'read') return template;
  if (lead.kind !== 'read') return lead;
  if (!canAccess(access, senderId))
    return { kind: 'forbidden', detail: `You cannot send in the name of “${senderId}”.` };
  if (sender === undefined) return { kind: 'not-found', what: 'user', id: senderId };
  if (recordId !== undefined) {
    const found = await readRecordOfLead(ports, { caller, id: recordId, lead: lead.item });
    if (found.kind !== 'read') return found;
  }
  const filled = await renderForLead(ports, { template: template.item, sender, recordId, lead: lead.item });
  if (filled.kind !== 'rendered') return filled;
  const textAsSent = withShortLinks(ports, sender, filled.text);
  return { kind: 'preview', template: template.item, rendered: filled, textAsSent };
}

/** What of a lead a template reaches; it need not be stored. */
type ShownLead = Parameters<typeof templateVariables>[0]['lead'] & Partial<Pick<Lead, 'accountId'>>;

/** A template with the values of a lead and a record in place, what is missing marked. */
export async function renderForLead(
  { store }: Pick<Ports, 'store'>,
  of: {
    template: Template;
    sender: Sender;
    recordId: string | undefined;
    lead: ShownLead;
  },
): Promise<Rendered | Refusal> {
  const { template, sender, recordId, lead } = of;
  const { organisation } = sender.user;
  const { accountId } = lead;
  const account = accountId === undefined ? undefined : await store.accounts.get(organisation, accountId);
  const variables = templateVariables({
    lead,
    account,
    sender: sender.user,
    organisation: sender.settings.profile.value,
    record: await loadRecordText(store, organisation, recordId),
  });
  const rendered = render(template, variables, { mode: 'preview' });
  switch (rendered.kind) {
    case 'rendered':
      return rendered;
    case 'missing':
      throw new Error('A preview marks what is missing and never stops at it');
    case 'broken':
      return { kind: 'conflict', detail: rendered.problem };
  }
}
