import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Badge, type Tone } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';

type Finding = Answer<'GET /v1/doctor'>['items'][number];

/** What was found is not asked for again by itself within this time: it asks a dozen services. */
const GOOD_MS = 10 * 60_000;

const verdicts: Record<Finding['verdict'], { label: Message; tone: Tone }> = {
  'to-do': { label: msg('To do'), tone: 'bad' },
  'not-asked': { label: msg('Not known'), tone: 'warn' },
  ok: { label: msg('In order'), tone: 'good' },
};

/** What sending needs of the mail provider, DNS and the account, and what to do about what is missing. */
export function AccountCard() {
  const t = useT();
  const found = useRead('GET /v1/doctor', {}, { staleMs: GOOD_MS });
  return (
    <Card
      title={t('What the account needs')}
      actions={
        <Button small busy={found.isFetching} onClick={() => void found.refetch()}>
          {found.isFetching ? t('Looking …') : t('Check again')}
        </Button>
      }
    >
      <Read of={found}>{({ items, at }) => <Findings items={items} at={at} />}</Read>
    </Card>
  );
}

function Findings({ items, at }: { items: readonly Finding[]; at: string }) {
  const t = useT();
  const open = items.filter(({ verdict }) => verdict === 'to-do');
  const unknown = items.filter(({ verdict }) => verdict === 'not-asked');
  const inOrder = items.filter(({ verdict }) => verdict === 'ok');
  return (
    <div className="grid gap-3">
      <p>
        {open.length === 0
          ? t('Nothing is to be done.')
          : t(
              '{count, plural, one {One thing is} other {# things are}} to be done by whoever runs this installation.',
              {
                count: open.length,
              },
            )}{' '}
        <span className="text-soft">{t('Looked at {moment}.', { moment: when(at, 'time') })}</span>
      </p>
      <FindingList items={[...open, ...unknown]} />
      {inOrder.length > 0 && (
        <details>
          <summary className="cursor-pointer font-medium">
            {t('{count, plural, one {One is} other {# are}} in order', { count: inOrder.length })}
          </summary>
          <div className="pt-3">
            <FindingList items={inOrder} />
          </div>
        </details>
      )}
    </div>
  );
}

function FindingList({ items }: { items: readonly Finding[] }) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <ul className="divide-line border-line divide-y border-y">
      {items.map(({ what, verdict, says, toDo }) => (
        <li key={what} className="grid gap-x-3 gap-y-1 py-2 sm:grid-cols-[6rem_1fr]">
          <span>
            <Badge tone={verdicts[verdict].tone}>{t(verdicts[verdict].label)}</Badge>
          </span>
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <h3 className="font-medium">{what}</h3>
            <p className="text-soft">{says}</p>
            {toDo !== undefined && toDo !== '' && <p>{toDo}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
