/** Whether an IP address lies in a range such as `17.0.0.0/8` or `2620:149::/32`; false for what is no address. */
export function isInNetwork(address: string, range: string): boolean {
  const [base = '', length = ''] = range.split('/');
  const [one, other] = [bitsOf(address), bitsOf(base)];
  if (one === undefined || other === undefined || one.width !== other.width) return false;
  const free = BigInt(one.width - Number(length));
  return one.value >> free === other.value >> free;
}

type Bits = { value: bigint; width: 32 | 128 };

function bitsOf(address: string): Bits | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return ofVersion4(mapped ?? address) ?? ofVersion6(address);
}

function ofVersion4(address: string): Bits | undefined {
  const parts = address.split('.');
  const isByte = (part: string) => /^\d{1,3}$/.test(part) && Number(part) < 256;
  if (parts.length !== 4 || !parts.every(isByte)) return undefined;
  return { value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n), width: 32 };
}

function ofVersion6(address: string): Bits | undefined {
  const [front = '', back, ...rest] = address.split('::');
  if (rest.length > 0) return undefined;
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(front), groups(back ?? '')];
  const gap = 8 - before.length - after.length;
  if (back === undefined ? gap !== 0 : gap < 1) return undefined;
  const all = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { value: all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n), width: 128 };
}
