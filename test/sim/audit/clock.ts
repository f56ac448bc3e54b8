const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks and the calendar of a zone say at an instant, read from the platform's own data. */
export function local(zone: string, at: number): { date: string; time: string; weekday: string } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  const [date = '', time = ''] = format.format(at).split(' ');
  const weekday = days[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return { date, time, weekday };
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Whether a time lies in a span of the day, the end excluded; one that ends before it begins goes over midnight. */
export function isWithin(time: string, { from, to }: { from: string; to: string }): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}
