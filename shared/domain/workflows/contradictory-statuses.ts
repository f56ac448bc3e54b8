/** A status of a CRM: its value, and whether choosing it converts the lead, where the CRM says so. */
export type StatusValue = { value: string; converts?: boolean | undefined };

type Stance = 'won' | 'lost' | undefined;

/** Words that say no, and words that say yes, in en, fr, ro, de and es, folded; both as beginnings of words. */
const lost = [
  ...['not interested', 'not converted', 'not qualified', 'unqualified', 'disqualified', 'lost', 'dead'],
  ...['rejected', 'no interest', 'churned'],
  ...['pas interesse', 'non interesse', 'non converti', 'non qualifie', 'perdu', 'refus', 'disqualifie'],
  ...['neinteresat', 'nu este interesat', 'neconvertit', 'necalificat', 'pierdut', 'respins', 'descalificat'],
  ...['kein interesse', 'nicht interessiert', 'nicht konvertiert', 'nicht qualifiziert', 'unqualifiziert'],
  ...['verloren', 'abgelehnt', 'disqualifiziert'],
  ...['no interesado', 'no convertido', 'no calificado', 'no cualificado', 'sin interes', 'perdid'],
  ...['rechazad', 'descartad', 'descalificad'],
] as const;
const won = [
  ...['converted', 'won', 'interested', 'qualified', 'customer', 'client'],
  ...['converti', 'gagne', 'interesse', 'qualifie'],
  ...['convertit', 'castigat', 'interesat', 'calificat'],
  ...['konvertiert', 'gewonnen', 'interessiert', 'qualifiziert', 'kunde'],
  ...['convertid', 'ganad', 'interesad', 'calificad', 'cualificad', 'cliente'],
] as const;

/** Longest value that is looked at: a status is some words. */
const LONGEST = 200;

/**
 * Whether the status of an account and that of a lead contradict each other (B5): one says that they were won, the other
 * that they were lost. By what the CRM says of the value where it says anything, else by its words. Such a pair is saved
 * all the same, with a warning.
 */
export function contradictEachOther(account: StatusValue, lead: StatusValue): boolean {
  const [one, other] = [stanceOf(account), stanceOf(lead)];
  return one !== undefined && other !== undefined && one !== other;
}

/** What a status says of whether somebody was won; undefined: neither. */
export function stanceOf({ value, converts }: StatusValue): Stance {
  if (converts === true) return 'won';
  const words = ` ${folded(value)}`;
  // What says no holds a word that says yes: “not interested”.
  if (lost.some((word) => words.includes(` ${word}`))) return 'lost';
  return won.some((word) => words.includes(` ${word}`)) ? 'won' : undefined;
}

/** Small letters without accents, the words apart by one space. */
function folded(value: string): string {
  return value
    .slice(0, LONGEST)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
