import type { Lead } from './people.ts';

/** Own fields that a lead or an account has at most. */
export const mostOwnFields = 50;

/**
 * What a lead or an account takes at most with its own fields, in bytes; a sixth of what the store holds, so that notes
 * find room.
 */
const mostBytes = 64 * 1024;

/** Bytes that the notes of a suppression take at most, with much to spare. */
const roomForSuppression = 1_000;

type WithFields = Pick<Lead, 'fields'>;

/**
 * What is wrong with a lead or an account that has grown too much, once what was given is merged into what was there. One
 * that was above a bound before there was any is only kept from growing further, so that it can be mended.
 */
export function overgrown(
  next: WithFields,
  before?: WithFields,
  what: 'lead' | 'account' = 'lead',
): string | undefined {
  const count = Object.keys(next.fields).length;
  if (count > mostOwnFields && count > Object.keys(before?.fields ?? {}).length) {
    return `The ${what} would have ${count} own fields, ${mostOwnFields} at most: take some away.`;
  }
  const bytes = bytesOf(next);
  if (bytes > mostBytes && (before === undefined || bytesOf(next.fields) > bytesOf(before.fields))) {
    return `The ${what} would take ${bytes} bytes with its own fields, ${mostBytes} at most: shorten or remove some.`;
  }
  return undefined;
}

/**
 * The lead with room for the notes of a suppression, where the store has none left: without its longest own fields. To
 * lose a value of a lead that nobody may write to any more is less than to write to it again (D7).
 */
export function withRoomForSuppression(lead: Lead): Lead {
  const byLength = Object.entries(lead.fields)
    .map(([name, value]) => ({ name, bytes: bytesOf(name) + bytesOf(value) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  const fields = { ...lead.fields };
  let freed = 0;
  for (const { name, bytes } of byLength) {
    if (freed >= roomForSuppression) break;
    Reflect.deleteProperty(fields, name);
    freed += bytes;
  }
  return { ...lead, fields };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
