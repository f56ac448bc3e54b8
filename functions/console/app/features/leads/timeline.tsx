import { getRouteApi } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import { dayOf, dayText, when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { Empty, Failed, Loading, ShowMore } from '../../ui/states.tsx';
import { eventWords } from '../../why/event-words.ts';
import type { LooseEvent } from '../../why/told.ts';
import { useNames } from '../../why/use-names.ts';
import { EventIcon } from './event-icon.tsx';
import { isOfKind, timelineKinds, type TimelineKind } from './timeline-kinds.ts';
import { useSequenceNames } from './use-sequence-names.ts';
import { useTimeline, type Activity } from './use-timeline.ts';

const route = getRouteApi('/shell/leads/$leadId');

const kindLabels: Record<TimelineKind, Message> = {
  main: msg('What matters'),
  messages: msg('Messages, opens and clicks'),
  replies: msg('Replies'),
  tasks: msg('Tasks and calls'),
  score: msg('Points'),
  all: msg('Everything'),
};

/** One thing that happened. */
type Entry = {
  key: string;
  at: string;
  sequenceId: string | undefined;
  event: LooseEvent;
  reply: string | undefined;
};

const entriesOf = (activity: Activity): Entry[] =>
  activity.events
    .map(({ event, reply }, index) => ({
      key: `${activity.id} ${String(index)}`,
      at: activity.at,
      sequenceId: activity.sequenceId,
      event,
      reply: reply?.excerpt,
    }))
    .reverse();

/** What happened to a lead, in words, the newest first. */
export function Timeline({ leadId }: { leadId: string }) {
  const t = useT();
  const { kind: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const kind = timelineKinds.find((each) => each === chosen) ?? 'main';
  const list = useTimeline(leadId);
  const { items } = list;
  const entries = useMemo(() => items.flatMap(entriesOf), [items]);
  const names = useSequenceNames(items.map(({ sequenceId }) => sequenceId));
  const people = useNames({ sequence: names.sequence });
  if (list.isLoading) return <Loading />;
  if (list.error !== null && items.length === 0) return <Failed error={list.error} again={list.again} />;
  if (entries.length === 0)
    return (
      <Empty title={t('Nothing happened yet')}>
        <p>{t('Messages, opens, replies, tasks and calls appear here, with the reasons for each.')}</p>
      </Empty>
    );
  const shown = entries.filter(({ event }) => isOfKind(event.type, kind));
  const days = [...Map.groupBy(shown, ({ at }) => dayOf(at))];
  return (
    <div className="grid gap-4">
      <div className="max-w-64">
        <Select
          label={t('Show')}
          value={kind}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, kind: next === 'main' ? undefined : next }),
              replace: true,
            })
          }
          options={timelineKinds.map((value) => ({ value, label: t(kindLabels[value]) }))}
        />
      </div>
      {shown.length === 0 && <p className="text-soft">{t('Nothing of this kind happened yet.')}</p>}
      {days.map(([day, of]) => (
        <section key={day} className="grid gap-1">
          <h2 className="text-soft text-sm">{dayText(day)}</h2>
          <ol className="bg-paper border-line divide-line divide-y rounded-lg border">
            {of.map(({ key, at, sequenceId, event, reply }) => {
              const words = eventWords(t, event, { ...people, step: names.stepOf(sequenceId) });
              return (
                <li key={key} className="flex gap-3 px-4 py-2">
                  <EventIcon type={event.type} />
                  <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                    <p>{words.what}</p>
                    {words.why.length > 0 && <p className="text-soft text-sm">{words.why.join(' · ')}</p>}
                    {(reply ?? words.quote) !== undefined && (
                      <p className="border-line mt-1 border-l-2 pl-2 text-sm">{reply ?? words.quote}</p>
                    )}
                    {words.link !== undefined && (
                      <a
                        href={words.link.href}
                        target="_blank"
                        rel="noopener noreferrer"
                        className="inline-flex items-center gap-1 text-sm"
                      >
                        {words.link.label}
                        <ExternalLink size={13} aria-hidden />
                      </a>
                    )}
                  </div>
                  <span className="text-soft text-right text-sm">
                    <time dateTime={at} className="tabular-nums">
                      {when(at, 'time')}
                    </time>
                    {sequenceId !== undefined && (
                      <span className="hidden max-w-40 truncate sm:block">{names.sequence(sequenceId)}</span>
                    )}
                  </span>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      <ShowMore of={list} />
    </div>
  );
}
