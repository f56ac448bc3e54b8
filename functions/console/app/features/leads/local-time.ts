/** What a clock in a zone shows at an instant, as the field of a form has it: `2027-03-01T09:30`. */
export function localTextOf(instant: string | number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(new Date(instant)).replace(' ', 'T');
}

/**
 * The instant at which a clock in a zone shows a time, as ISO 8601. One that the day does not have becomes the time an
 * hour later, of one that it has twice the first.
 */
export function instantOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  const offsetAt = (at: number): number =>
    Date.parse(`${localTextOf(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000;
  const first = wanted - offsetAt(wanted - offsetAt(wanted));
  const earlier = wanted - offsetAt(first - 3_600_000 * 3);
  return new Date(localTextOf(earlier, zone) === local ? earlier : first).toISOString();
}
