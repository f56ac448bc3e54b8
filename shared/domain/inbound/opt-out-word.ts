/** Words by which carriers have people opt out, alone or at the beginning of a text. */
const leading = new Set(['STOP', 'STOPALL', 'ARRET', 'UNSUBSCRIBE', 'OPTOUT', 'REVOKE']);

/** Words that mean it only where nothing else is said: “end of March” or “remove the second item” do not. */
const alone = new Set(['CANCEL', 'END', 'QUIT', 'REMOVE', 'TD']);

/** The most of a text that is looked at: what somebody writes to opt out is short. */
const LONGEST = 200;

/** Whether a text says that its writer wants no more texts (D7): STOP and its like, in whatever case, with accents or without. */
export function isOptOut(text: string): boolean {
  const words = text
    .slice(0, LONGEST)
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .replaceAll(/OPT[ -]OUT/g, 'OPTOUT')
    .split(/[^A-Z]+/)
    .filter((word) => word !== '');
  const [first = ''] = words;
  return leading.has(first) || (words.length === 1 && alone.has(first));
}
