/** Where the ids of an object begin. */
export const prefixes = {
  Lead: '00Q',
  Contact: '003',
  Account: '001',
  User: '005',
  Task: '00T',
  Organization: '00D',
  LeadStatus: '01J',
  TaskStatus: '01L',
  RecordType: '012',
} as const;
export type Entity = keyof typeof prefixes;

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The nth id of an object: 15 characters, and three that tell which of them are capitals.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm
 */
export function idOf(entity: Entity, n: number): string {
  let text = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 62)) text = `${digits[rest % 62] ?? ''}${text}`;
  return long(`${prefixes[entity]}${text.padStart(12, '0')}`);
}

/** The 18 characters of an id that may have but 15; undefined: it is none. */
export function knownId(text: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text)) return undefined;
  const whole = long(text.slice(0, 15));
  return text.length === 15 || text === whole ? whole : undefined;
}

function long(id: string): string {
  const check = [0, 5, 10].map((from) => {
    const bits = Array.from(id.slice(from, from + 5), (character, n) =>
      /[A-Z]/.test(character) ? 1 << n : 0,
    );
    return checks[bits.reduce((sum, bit) => sum + bit, 0)] ?? '';
  });
  return id + check.join('');
}
