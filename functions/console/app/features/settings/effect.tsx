import { useEffect, useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { listing, number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import type { SettingName } from './values.ts';

/** How long nothing is changed before the effect is asked for. */
const PAUSE_MS = 500;
/** Users that are named; of the rest there is a number. */
const MOST_NAMED = 5;

/** What saving a value would change, and for whom, told while it is being written. */
export function Effect({ scope, name, value }: { scope: string; name: SettingName; value: unknown }) {
  const t = useT();
  const { mutate, data, error } = useAct('POST /v1/settings/{scope}/preview');
  const body = JSON.stringify({ [name]: value });
  const [askedFor, setAskedFor] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => {
      mutate({ params: { scope }, body: JSON.parse(body) as object }, { onSettled: () => setAskedFor(body) });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [mutate, scope, body]);
  if (askedFor !== body) return <p className="text-soft text-sm">{t('Looking at what this changes …')}</p>;
  if (error !== null)
    return <p className="text-soft text-sm">{t('It cannot be saved as it is; saving says why.')}</p>;
  if (data === undefined) return null;
  const { affected, users, pending } = data;
  if (affected === 0) return <Notice role="status">{t('This changes nothing for anybody.')}</Notice>;
  const names = users.slice(0, MOST_NAMED).map((user) => user.name);
  const rest = affected - names.length;
  if (rest > 0) names.push(t('{count} more', { count: rest }));
  const steps = { count: pending.steps, steps: number(pending.steps) };
  return (
    <Notice tone="accent" role="status">
      <p>
        {t('This changes it for {count, plural, one {# user} other {# users}}: {names}.', {
          count: affected,
          names: listing(names),
        })}
      </p>
      <p>
        {pending.complete
          ? t(
              '{count, plural, =0 {Nothing is planned for them.} one {One planned or waiting step of theirs goes by the new value.} other {{steps} planned or waiting steps of theirs go by the new value.}}',
              steps,
            )
          : t('Over {steps} planned or waiting steps of theirs go by the new value.', steps)}
      </p>
    </Notice>
  );
}
