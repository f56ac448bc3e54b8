import { SegmentedMessage } from 'sms-segments-calculator';
import { channels } from '../channels/channels.ts';

/** How an SMS is carried and billed (E5). */
export type SmsParts = {
  /** `GSM-7` as long as every character is in its alphabet, else `UCS-2`. */
  encoding: 'GSM-7' | 'UCS-2';
  /** As the network counts them: two for `€[]{}^~|\` in GSM-7, two for most emoji in UCS-2. */
  characters: number;
  /** Characters that one part holds: 160 or 70 alone, 153 or 67 each when there are several. */
  perPart: number;
  /** Parts billed, at least one. */
  parts: number;
  /** What is wrong with the length, for its author; undefined: it can be sent. */
  problem?: string | undefined;
};

const capacity = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const;

/**
 * Counts a text, shown before it is sent (E5). A character is never cut in two, so a part may be left not quite full.
 * A text over the limit is refused and its parts only estimated, since an exact count of a long text takes seconds.
 */
export function smsParts(text: string): SmsParts {
  const most = channels.sms.maxCharacters;
  const over = text.length - most;
  const message = new SegmentedMessage(over > 0 ? Array.from(new Set(text)).join('') : text);
  const encoding = message.encodingName;
  const { alone, joined } = capacity[encoding];
  if (over > 0) {
    const problem = `The SMS has ${text.length} characters, ${most} at most: shorten it by ${over}.`;
    const parts = Math.ceil(text.length / joined);
    return { encoding, characters: text.length, perPart: joined, parts, problem };
  }
  const parts = message.segmentsCount;
  const characters = encoding === 'GSM-7' ? message.numberOfCharacters : text.length;
  return { encoding, characters, perPart: parts > 1 ? joined : alone, parts };
}
