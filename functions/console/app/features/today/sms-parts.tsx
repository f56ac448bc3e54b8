import { useQuery } from '@tanstack/react-query';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { SmsLength } from '../templates/sms-length.tsx';

/** The most characters that the API sends (E5); counting a longer text would take seconds. */
const MOST = 1600;

/** How long the text of a task is as it stands, and how many are billed for it: counted while it is typed, as the API does. */
export function SmsParts({ text }: { text: string }) {
  const t = useT();
  const over = text.length - MOST;
  const counter = useQuery({
    queryKey: ['sms-segments-calculator'],
    queryFn: () => import('sms-segments-calculator'),
    staleTime: Infinity,
  });
  if (over > 0)
    return (
      <Notice tone="bad">
        {t('A text has {most} characters at most: shorten it by {over}.', {
          most: number(MOST),
          over: number(over),
        })}
      </Notice>
    );
  if (counter.data === undefined) return null;
  const {
    encodingName: encoding,
    numberOfCharacters,
    segmentsCount: parts,
  } = new counter.data.SegmentedMessage(text);
  const characters = encoding === 'GSM-7' ? numberOfCharacters : text.length;
  return <SmsLength sms={{ encoding, characters, parts }} />;
}
