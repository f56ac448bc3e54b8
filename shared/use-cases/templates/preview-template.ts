import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
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
    leadId: string;
    senderId?: string | undefined;
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
  const { accountId } = lead.item;
  const account =
    accountId === undefined ? undefined : await ports.store.accounts.get(organisation, accountId);
  if (recordId !== undefined) {
    const found = await readRecordOfLead(ports, { caller, id: recordId, lead: lead.item });
    if (found.kind !== 'read') return found;
  }

  const organisationValues = sender.settings.profile.value;
  const variables = templateVariables({
    lead: lead.item,
    account,
    sender: sender.user,
    organisation: organisationValues,
    record: await loadRecordText(ports.store, organisation, recordId),
  });
  const rendered = render(template.item, variables, { mode: 'preview' });
  switch (rendered.kind) {
    case 'rendered':
      return {
        kind: 'preview',
        template: template.item,
        rendered,
        textAsSent: withShortLinks(ports, sender, rendered.text),
      };
    case 'missing':
      throw new Error('A preview marks what is missing and never stops at it');
    case 'broken':
      return { kind: 'conflict', detail: rendered.problem };
  }
}
