import type { Instant } from '../kernel/instant.ts';
import { textOf } from '../time/instants.ts';
import { withTexts, type InstantOf } from '../time/with-texts.ts';
import type { Account, Lead, OwnerChange, User } from '../people/people.ts';
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
  const {
    organisation: _organisation,
    revision: _revision,
    suppression: _suppression,
    ...lead
  } = leadWithTexts(news.lead);
  return JSON.stringify({
    type: typeOfButton[button],
    timestamp: textOf(at),
    data: {
      lead,
      account: account
        ? { id: account.id, name: account.name, domain: account.domain, fields: account.fields }
        : null,
      owner: owner ? { id: owner.id, name: owner.name, email: owner.email } : { id: news.lead.ownerId },
      by: { id: by },
    },
  });
}

const instantsOfLead = {
  convertedAt: true,
  disqualifiedAt: true,
  reopenedAt: true,
  createdAt: true,
} as const satisfies Record<InstantOf<Lead>, true>;

function leadWithTexts(lead: Lead) {
  const { ownerChange } = lead;
  return {
    ...withTexts(lead, instantsOfLead),
    ...(ownerChange && { ownerChange: changeWithTexts(ownerChange) }),
  };
}

function changeWithTexts(change: OwnerChange) {
  const { because } = change;
  return {
    ...withTexts(change, { at: true }),
    ...(because?.kind === 'lead' && { because: withTexts(because, { at: true }) }),
  };
}

/** What is sent to try a webhook: about nobody. */
export function testPayload(news: { button: LeadButton; at: Instant; by: string }): string {
  const { button, at, by } = news;
  return JSON.stringify({ type: 'webhook.test', timestamp: textOf(at), data: { button, by: { id: by } } });
}
