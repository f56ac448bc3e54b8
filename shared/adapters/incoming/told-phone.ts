import { normalisedPhone } from '../../contracts/api/phone.ts';

/** What people and services put between digits. */
const between = /[\s().\-\u00a0]/g;
const digits = /^\+?([1-9]\d{6,14})$/;

/**
 * A number as services tell it (`+1 800-123-4567`, `33612345678`) in E.164; undefined: it is hidden, or none. One that no
 * numbering plan knows is kept as it is, so that a person can say whose it is.
 */
export function toldPhone(text: string | null | undefined): string | undefined {
  if (text == null || text.length > 40) return undefined;
  const international = text.trim().startsWith('+') ? text : `+${text.trim()}`;
  const [, plain] = digits.exec(text.replaceAll(between, '')) ?? [];
  return normalisedPhone(international, undefined) ?? (plain === undefined ? undefined : `+${plain}`);
}
