import type { Language } from '../kernel/language.ts';

/**
 * How people state in one language when they are back. Everything is a piece of a regular expression over text in
 * lower case without accents (`zurück` is `zuruck`).
 */
export type ReturnPhrases = {
  /** January to December, full and short. */
  months: readonly string[];
  /** Monday to Sunday. */
  weekdays: readonly string[];
  tomorrow: string;
  /** Small words that may stand between a phrase and its date. */
  filler: string;
  /** Precedes the first day back, or follows it (`am 5. Januar wieder im Büro`). */
  back: string;
  /** Precedes a day that is the first one back. */
  until: string;
  /** Precedes the last day away. */
  through: string;
  /** Surround the first day away: `du` 2 `au` 14 décembre. */
  range: { from: string; to: string };
  /** How `05/01` is read; with dots the day always comes first. */
  slashes: 'day-first' | 'month-first';
};

/** Says after a date that this day is still one away. */
export const inclusiveSuffix = String.raw`[ ,(]*(?:inclus|incl\b|inkl\b|including|einschlie|incluido|included)`;

export const returnPhrases = {
  en: {
    months: [
      'jan(?:uary)?',
      'feb(?:ruary)?',
      'mar(?:ch)?',
      'apr(?:il)?',
      'may',
      'june?',
      'july?',
      'aug(?:ust)?',
      'sept?(?:ember)?',
      'oct(?:ober)?',
      'nov(?:ember)?',
      'dec(?:ember)?',
    ],
    weekdays: [
      'mon(?:day)?',
      'tue(?:s(?:day)?)?',
      'wed(?:nesday)?',
      'thu(?:rs(?:day)?)?',
      'fri(?:day)?',
      'sat(?:urday)?',
      'sun(?:day)?',
    ],
    tomorrow: 'tomorrow',
    filler: 'on|from|by|at|as|of|the|this|next|starting|again|is|will|be|it|online|morning',
    back: '(?:back|return(?:ing|s)?|available|reachable)(?: (?:in|at|to) (?:the |my |our )?(?:office|work|desk|you))?(?: date)?',
    until: 'until|till|til',
    through: 'through|thru|(?:until|till|up to) and including',
    range: { from: 'from|between', to: 'to|until|till|through|thru|and|-' },
    slashes: 'month-first',
  },
  fr: {
    months: [
      'janv(?:ier)?',
      'fev(?:r(?:ier)?)?',
      'mars',
      'avr(?:il)?',
      'mai',
      'juin',
      'juil(?:let)?',
      'aout',
      'sept(?:embre)?',
      'oct(?:obre)?',
      'nov(?:embre)?',
      'dec(?:embre)?',
    ],
    weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    tomorrow: 'demain',
    filler: 'le|la|au|du|de|des|a partir|a compter|matin|prevue?|est|sera|ce|nouveau|date',
    back: '(?:de retour|retour|reviens|reviendrai|rentre|rentrerai|reprendrai|reprise|disponible|joignable)(?: (?:au bureau|parmi vous|au travail|a mon poste))?',
    until: '(?!)',
    through: "jusqu'?(?:au|a|en)|jusques? au",
    range: { from: 'du|entre(?: le)?', to: 'au|et(?: le)?|-' },
    slashes: 'day-first',
  },
  ro: {
    months: [
      'ian(?:uarie)?',
      'feb(?:ruarie)?',
      'mar(?:tie)?',
      'apr(?:ilie)?',
      'mai',
      'iun(?:ie)?',
      'iul(?:ie)?',
      'aug(?:ust)?',
      'sept?(?:embrie)?',
      'oct(?:ombrie)?',
      'noi(?:embrie)?',
      'dec(?:embrie)?',
    ],
    weekdays: ['luni', 'marti', 'miercuri', 'joi', 'vineri', 'sambata', 'duminica'],
    tomorrow: 'maine',
    filler: 'pe|la|din|de|data|in|incepand|cu|ziua|nou|este|va fi',
    back: '(?:revin|voi reveni|revenire[ai]?|ma (?:voi )?(?:intorc|intoarce)|intoarcerea?|inapoi|disponibila?|contactata?)(?: (?:la|in) (?:birou|serviciu|lucru))?',
    until: '(?!)',
    through: 'pana',
    range: { from: '(?:in )?perioada|de la|de pe|din|intre', to: '(?:si )?pana (?:la|pe|in)|la|si|-' },
    slashes: 'day-first',
  },
  de: {
    months: [
      'jan(?:uar|ner)?',
      'feb(?:ruar)?',
      'maerz|marz|mrz',
      'apr(?:il)?',
      'mai',
      'jun[io]?',
      'jul[iy]?',
      'aug(?:ust)?',
      'sept?(?:ember)?',
      'okt(?:ober)?',
      'nov(?:ember)?',
      'dez(?:ember)?',
    ],
    weekdays: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag|sonnabend', 'sonntag'],
    tomorrow: 'morgen',
    filler: 'am|ab|dem|den|der|ist|erfolgt|voraussichtlich|einschliesslich|einschließlich|inkl|zum|wieder',
    back: '(?:zurue?ck|ruckkehr|wieder (?:da|erreichbar|anwesend|verfugbar|zurue?ck|persönlich|fur sie|im (?:buro|haus|dienst|einsatz))|erreichbar)(?: im buro)?',
    until: '(?!)',
    through: 'bis',
    range: { from: 'vom|von|zwischen dem', to: 'bis(?: zum)?|und dem|-' },
    slashes: 'day-first',
  },
  es: {
    months: [
      'ene(?:ro)?',
      'feb(?:rero)?',
      'mar(?:zo)?',
      'abr(?:il)?',
      'may(?:o)?',
      'jun(?:io)?',
      'jul(?:io)?',
      'ago(?:sto)?',
      'sept?(?:iembre)?|setiembre',
      'oct(?:ubre)?',
      'nov(?:iembre)?',
      'dic(?:iembre)?',
    ],
    weekdays: ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'],
    tomorrow: 'manana',
    filler: 'el|dia|a partir|a|del|de|la|proximo|nuevo|sera|es',
    back: '(?:de vuelta|vuelta|de regreso|regreso|regresare|volvere|vuelvo|reincorporare|reincorporacion|disponible|localizable)(?: (?:a|en) la oficina| al trabajo)?',
    until: '(?!)',
    through: 'hasta',
    range: { from: 'del|desde(?: el)?|entre(?: el)?', to: 'al|hasta(?: el)?|y(?: el)?|-' },
    slashes: 'day-first',
  },
} as const satisfies Record<Language, ReturnPhrases>;
