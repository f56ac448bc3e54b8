/** More leads than this are kept for this tab, and not in the address, which would be too long for servers. */
const MOST_IN_ADDRESS = 200;
const KEPT = 'relance.enroll.';
const KNOWN = 'relance.enroll.known';
/** People whose names are kept for this tab. */
const MOST_KNOWN = 5000;

/** Leads to be enrolled as the address of the page of enrolling has them. */
export type PeopleSearch = { leads?: string | undefined; kept?: string | undefined };

/** What is known of a lead that is to be enrolled. */
export type Person = { name: string; ownerId: string };

/** Leads for the address of the page of enrolling. */
export function keepPeople(ids: readonly string[]): PeopleSearch {
  if (ids.length <= MOST_IN_ADDRESS) return { leads: ids.join('~'), kept: undefined };
  const kept = crypto.randomUUID();
  sessionStorage.setItem(KEPT + kept, ids.join('~'));
  return { leads: undefined, kept };
}

/** Leads that an address of that page names; those that were kept in another tab are not known here. */
export function peopleIn({ leads, kept }: PeopleSearch): string[] {
  const text = leads ?? (kept === undefined ? null : sessionStorage.getItem(KEPT + kept)) ?? '';
  return text === '' ? [] : [...new Set(text.split('~'))];
}

/** Names and owners that pages have shown already. */
export function knownPeople(): Record<string, Person> {
  const kept = sessionStorage.getItem(KNOWN);
  return kept === null ? {} : (JSON.parse(kept) as Record<string, Person>);
}

/** Keeps names and owners for the page of enrolling, the latest ones. */
export function keepKnown(people: Record<string, Person>): void {
  const all = Object.entries({ ...knownPeople(), ...people }).slice(-MOST_KNOWN);
  sessionStorage.setItem(KNOWN, JSON.stringify(Object.fromEntries(all)));
}
