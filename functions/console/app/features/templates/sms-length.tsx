import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';

/** How long a text is as it goes out, and how many are billed for it. */
export function SmsLength({
  sms: { encoding, characters, parts, problem },
}: {
  sms: { encoding: 'GSM-7' | 'UCS-2'; characters: number; parts: number; problem?: string | undefined };
}) {
  const t = useT();
  return (
    <div className="grid gap-1">
      <p className={parts > 1 ? 'text-warn text-sm' : 'text-soft text-sm'}>
        {t('{characters} characters: {parts, plural, one {# text is billed} other {# texts are billed}}.', {
          characters: number(characters),
          parts,
        })}
        {encoding === 'UCS-2' &&
          ` ${t('An accent or a symbol in it makes it count double; without it, it would be shorter.')}`}
      </p>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
    </div>
  );
}
