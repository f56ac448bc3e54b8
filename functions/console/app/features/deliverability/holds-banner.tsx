import { Link } from '@tanstack/react-router';
import { PauseCircle } from 'lucide-react';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { useUsers } from '../users/use-users.ts';
import { heldWords, whyWords } from './hold-words.ts';

const REFRESH_MS = 60_000;

/** Over every page while something is held: what, why, and where the way out is. Nothing where nothing is. */
export function HoldsBanner() {
  const { items } = useList('GET /v1/holds', {}, { refreshMs: REFRESH_MS });
  const [widest] = items;
  return widest === undefined ? null : <Banner hold={widest} others={items.length - 1} />;
}

function Banner({ hold, others }: { hold: Parameters<typeof heldWords>[0]; others: number }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const { nameOf } = useUsers();
  return (
    <div
      role="status"
      className="bg-warn-tint text-warn flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 sm:px-6 print:hidden"
    >
      <PauseCircle size={16} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
        <strong className="font-semibold">
          {t('On hold: {what}.', { what: heldWords(hold, t, nameOf) })}
        </strong>{' '}
        {whyWords(hold, t, nameOf)}
        {others > 0 && (
          <> · {t('{count, plural, one {One more hold.} other {# more holds.}}', { count: others })}</>
        )}
      </p>
      {isAdmin && (
        <Link to="/deliverability" className="text-warn font-medium whitespace-nowrap underline">
          {t('What to do')}
        </Link>
      )}
    </div>
  );
}
