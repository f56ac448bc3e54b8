import type { RecordField, RecordType } from './record-type.ts';

const number: RecordField = { name: 'number', label: 'Number', type: 'text' };
const amount: RecordField = { name: 'amount', label: 'Amount', type: 'money' };
const status = (...choices: string[]): RecordField => ({
  name: 'status',
  label: 'Status',
  type: 'choice',
  choices,
});

/** The record types that every organisation has without making them (E1). */
const readyMade: readonly Pick<RecordType, 'id' | 'name' | 'fields'>[] = [
  {
    id: 'offer',
    name: 'Offer',
    fields: [
      number,
      { name: 'title', label: 'Title', type: 'text' },
      status('draft', 'sent', 'accepted', 'declined', 'expired'),
      amount,
      { name: 'sentAt', label: 'Sent at', type: 'instant' },
      { name: 'validUntil', label: 'Valid until', type: 'date' },
    ],
  },
  {
    id: 'invoice',
    name: 'Invoice',
    fields: [
      number,
      status('draft', 'issued', 'paid', 'overdue', 'cancelled'),
      amount,
      { name: 'issuedAt', label: 'Issued at', type: 'instant' },
      { name: 'dueOn', label: 'Due on', type: 'date' },
      { name: 'paidAt', label: 'Paid at', type: 'instant' },
    ],
  },
  {
    id: 'order',
    name: 'Order',
    fields: [
      number,
      status('placed', 'confirmed', 'shipped', 'delivered', 'cancelled'),
      amount,
      { name: 'placedAt', label: 'Placed at', type: 'instant' },
      { name: 'shippedAt', label: 'Shipped at', type: 'instant' },
      { name: 'deliveredAt', label: 'Delivered at', type: 'instant' },
      { name: 'carrier', label: 'Carrier', type: 'text' },
      { name: 'trackingUrl', label: 'Tracking address', type: 'text' },
    ],
  },
];

/** The ids of the ready-made types, in their order. */
export const readyMadeIds: readonly string[] = readyMade.map(({ id }) => id);

/** A ready-made type as an organisation has it before it writes one of its own; undefined: none has this id. */
export function readyMadeType(organisation: string, id: string): RecordType | undefined {
  const found = readyMade.find((type) => type.id === id);
  return found && { organisation, revision: 0, ...found };
}

/**
 * A type as it applies: what is stored, else what is ready-made. One that replaces a ready-made type has the fields of
 * that too, also those which a later release has added. Undefined: there is no such type.
 */
export function typeInForce(
  organisation: string,
  id: string,
  stored: RecordType | undefined,
): RecordType | undefined {
  const made = readyMadeType(organisation, id);
  if (stored === undefined || made === undefined) return stored ?? made;
  const missing = made.fields.filter(({ name }) => !stored.fields.some((field) => field.name === name));
  return missing.length === 0 ? stored : { ...stored, fields: [...stored.fields, ...missing] };
}
