import * as z from 'zod/mini';
import { leadIdText, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { leadIdentity } from './lead-identity.ts';
import type { Lead, Suppression } from './people.ts';

/** Why an address is on the suppression list; `by-hand`: somebody put it there, alone or with a file (D7, A7). */
export const suppressionReasons = ['unsubscribed', 'complained', 'bounced', 'by-hand'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Through whom an address came onto the list: the recipient, the mail provider, a user, or a file. */
export const suppressionSources = ['recipient', 'provider', 'user', 'import'] as const;
export type SuppressionSource = (typeof suppressionSources)[number];

/**
 * A mail address or phone number that is not to be written to, for one reason; it may be on the list for several. It
 * outlives the lead that it came from. Lifted, it stays as a note of who lifted it, until a newer cause lists it again.
 */
export const suppressedAddress = z.object({
  organisation: text,
  /** Made from address and reason. */
  id: text,
  revision: number,
  /** A mail address in lower case, a phone number in E.164, or what stands for one of somebody erased ({@link erasedForm}). */
  address: text,
  reason: z.enum(suppressionReasons),
  /** Since when: when it bounced, when the person unsubscribed. */
  at: instant,
  /** When it was put on the list. */
  addedAt: instant,
  source: z.enum(suppressionSources),
  /** The user who put it there. */
  by: z.optional(text),
  note: z.optional(text),
  /** The lead that it came from. */
  leadId: z.optional(leadIdText),
  lifted: z.optional(z.object({ at: instant, by: text, note: z.optional(text) })),
});
export type SuppressedAddress = z.output<typeof suppressedAddress>;

/** Where a lead notes each reason. */
const notedAs = {
  unsubscribed: 'unsubscribedAt',
  complained: 'complainedAt',
  bounced: 'bouncedAt',
  'by-hand': 'byHandAt',
} as const satisfies Record<SuppressionReason, keyof Suppression>;

/** The text that an entry's id is made from. */
export function suppressionKey(organisation: string, address: string, reason: SuppressionReason): string {
  return `${organisation} suppressed ${reason} ${address}`;
}

/** An address in the form that the list keeps it in: that of a lead's identity. */
export function listedForm(address: string): string {
  const identity = address.includes('@')
    ? leadIdentity({ email: address })
    : leadIdentity({ phone: address });
  return identity?.replace(/^(?:email|phone):/, '') ?? '';
}

/** What stands for the address of somebody who was erased (F9): nobody reads the address from it. */
export function erasedForm(hash: string): string {
  return `erased:${hash}`;
}

/** The addresses of a lead, as the list keeps them. */
export function addressesOf(lead: Partial<Pick<Lead, 'email' | 'phone'>>): string[] {
  return [lead.email, lead.phone].flatMap((address) => (address ? [listedForm(address)] : []));
}

/** True while it keeps mail from being sent. */
export function isInForce({ lifted }: SuppressedAddress): boolean {
  return lifted === undefined;
}

/**
 * What is to be noted on a lead, by what the list says: an entry in force of an address of the lead is noted, the date
 * noted first staying; what was noted before the lifting of an entry is taken away, unless another entry keeps it; all
 * else stays as it is noted. The same object when nothing changes.
 *
 * @param entries those of the lead's addresses, lifted ones too, and any that was lifted and had come from the lead.
 */
export function suppressionByList(
  lead: Pick<Lead, 'email' | 'phone' | 'suppression'>,
  entries: readonly SuppressedAddress[],
): Suppression {
  const addresses = addressesOf(lead);
  const changed: Suppression = { ...lead.suppression };
  for (const reason of suppressionReasons) {
    const name = notedAs[reason];
    const ofReason = entries.filter((entry) => entry.reason === reason);
    const inForce = ofReason.filter((entry) => isInForce(entry) && addresses.includes(entry.address));
    const noted = lead.suppression[name];
    const [first] = inForce.map(({ at }) => at).toSorted((a, b) => a - b);
    if (first !== undefined) changed[name] = noted ?? first;
    else if (noted !== undefined && ofReason.some(({ lifted }) => lifted && lifted.at >= noted)) {
      changed[name] = undefined;
    }
  }
  const names = Object.values(notedAs);
  return names.every((name) => changed[name] === lead.suppression[name]) ? lead.suppression : changed;
}

/** True of a lead that may not be written to for some reason. */
export function isSuppressed({ suppression }: Pick<Lead, 'suppression'>): boolean {
  return Object.values(suppression).some((at) => at !== undefined);
}
