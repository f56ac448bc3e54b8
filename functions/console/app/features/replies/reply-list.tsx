import { Link } from '@tanstack/react-router';
import type { List } from '../../api/queries.ts';
import { dayOf, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Badge } from '../../ui/notice.tsx';
import { Empty, Failed, Loading, ShowMore } from '../../ui/states.tsx';
import { outcomeLabels, outcomeTones, writerOf, type Reply } from './reply-words.ts';

/** Replies, each with who wrote, how it begins, and what was done about it. */
export function ReplyList({
  list,
  current,
  onSelect,
  isFiltered,
}: {
  list: List<Reply>;
  current: string | undefined;
  onSelect: (id: string) => void;
  isFiltered: boolean;
}) {
  const t = useT();
  const { items, isLoading, error, again, hasMore } = list;
  if (isLoading) return <Loading />;
  if (error !== null && items.length === 0) return <Failed error={error} again={again} />;
  if (items.length === 0 && !hasMore)
    return isFiltered ? (
      <Empty title={t('No reply matches the filters')} />
    ) : (
      <Empty title={t('No replies yet')}>
        <p>{t('When a lead answers a mail of a sequence, the answer appears here.')}</p>
        <Link to="/leads">{t('Go to the leads')}</Link>
      </Empty>
    );
  return (
    <>
      <ul className="border-line bg-paper divide-line divide-y overflow-hidden rounded-lg border">
        {items.map((reply) => (
          <li key={reply.id}>
            <button
              type="button"
              aria-current={reply.id === current ? 'true' : undefined}
              onClick={() => onSelect(reply.id)}
              className={classes(
                'grid w-full gap-0.5 px-3 py-2 text-left -outline-offset-2',
                reply.id === current ? 'bg-tint' : 'hover:bg-raised',
              )}
            >
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{writerOf(reply, t)}</span>
                <span className="text-soft shrink-0 text-sm">{momentText(reply.at)}</span>
              </span>
              <span className="text-soft line-clamp-2 text-sm [overflow-wrap:anywhere]">{reply.excerpt}</span>
              <span className="mt-0.5">
                <Badge tone={outcomeTones[reply.outcome.kind]}>{t(outcomeLabels[reply.outcome.kind])}</Badge>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ShowMore of={list} />
    </>
  );
}

/** The time alone for today, else the day. */
const momentText = (at: string): string => when(at, dayOf(at) === dayOf(new Date()) ? 'time' : 'day');
