import type { Instant } from '../kernel/instant.ts';
import type { Account, Lead, User } from '../people/people.ts';
import type { LeadButton } from '../settings/lead-webhook.ts';
import type { WebhookType } from './delivery.ts';

/** The news that a button makes. */
export const typeOfButton = {
  convert: 'lead.converted',
  disqualify: 'lead.disqualified',
} as const satisfies Record<LeadButton, WebhookType>;

/**
 * What is sent when a lead left (A14): the lead as it is from then on, its account, its owner and who used the button.
 * Shaped as Standard Webhooks advises: `type`, `timestamp`, `data`.
 */
export function leadPayload(news: {
  button: LeadButton;
  at: Instant;
  by: string;
  lead: Lead;
  account: Account | undefined;
  owner: User | undefined;
}): string {
  const { button, at, by, account, owner } = news;
  const { organisation: _organisation, revision: _revision, suppression: _suppression, ...lead } = news.lead;
  return JSON.stringify({
    type: typeOfButton[button],
    timestamp: at,
    data: {
      lead,
      account: account
        ? { id: account.id, name: account.name, domain: account.domain, fields: account.fields }
        : null,
      owner: owner ? { id: owner.id, name: owner.name, email: owner.email } : { id: lead.ownerId },
      by: { id: by },
    },
  });
}

/** What is sent to try a webhook: about nobody. */
export function testPayload(news: { button: LeadButton; at: Instant; by: string }): string {
  const { button, at, by } = news;
  return JSON.stringify({ type: 'webhook.test', timestamp: at, data: { button, by: { id: by } } });
}
