import { getRouteApi } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { dayAfter, dayOf, dayText } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Loading, ShowMore } from '../../ui/states.tsx';
import { useGroups, useUsers } from '../users/use-users.ts';
import { CapacityGrid } from './capacity-grid.tsx';
import { Legend } from './legend.tsx';
import { PlannedDialog } from './planned-dialog.tsx';
import { SenderDays } from './sender-days.tsx';
import { daysOf, moved, startOf, type Span } from './spans.ts';

const route = getRouteApi('/shell/capacity');
type Channel = 'mail' | 'sms';
const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What each sender can send day by day, and what of it is taken. */
export function CapacityPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { group = '', sender, user, date } = search;
  const span: Span = search.span === 'month' ? 'month' : 'week';
  const channel: Channel = search.channel === 'sms' ? 'sms' : 'mail';
  const today = dayOf(new Date());
  const from = startOf(isDay(search.from) ? search.from : today, span);
  const days = daysOf(from, span);
  const list = useList('GET /v1/capacity', {
    query: { from, days, channel, group: group || undefined, limit: 50 },
  });
  const { groups } = useGroups();
  const { nameOf } = useUsers();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const open = (ofUser: string, day: string): void => set({ user: ofUser, date: day });
  const opened = list.items.find(({ userId }) => userId === user);
  return (
    <Page
      title={t('Capacity')}
      about={t(
        'What each sender can send day by day, and what of it is taken. Press a day to see who is planned.',
      )}
    >
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <Button aria-label={t('Earlier')} onClick={() => set({ from: moved(from, span, -1) })}>
            ←
          </Button>
          <Button onClick={() => set({ from: undefined })}>{t('Today')}</Button>
          <Button aria-label={t('Later')} onClick={() => set({ from: moved(from, span, 1) })}>
            →
          </Button>
          <span className="font-medium" aria-live="polite">
            {dayText(from, 'dayWithYear')} – {dayText(dayAfter(from, days - 1), 'dayWithYear')}
          </span>
        </div>
        <span className="hidden flex-1 lg:block" />
        <Select<Span>
          label={t('Period')}
          value={span}
          onChange={(next) => set({ span: next === 'week' ? undefined : next })}
          options={[
            { value: 'week', label: t('Week') },
            { value: 'month', label: t('Month') },
          ]}
        />
        <Select<Channel>
          label={t('Channel')}
          value={channel}
          onChange={(next) => set({ channel: next === 'mail' ? undefined : next })}
          options={[
            { value: 'mail', label: t('Mails') },
            { value: 'sms', label: t('SMS') },
          ]}
        />
        {groups.length > 0 && (
          <Select
            label={t('Group')}
            value={group}
            onChange={(next) => set({ group: next === '' ? undefined : next })}
            options={groups.map(({ id, name }) => ({ value: id, label: name }))}
            empty={t('Every group')}
            className="max-w-56"
          />
        )}
      </div>
      {list.isLoading && <Loading />}
      {list.error !== null && list.items.length === 0 && <Failed error={list.error} again={list.again} />}
      {!list.isLoading && list.error === null && list.items.length === 0 && (
        <Empty title={t('No sender here')}>{t('Nobody is in this group: choose another one.')}</Empty>
      )}
      {list.items.length > 0 && (
        <>
          <CapacityGrid
            senders={list.items}
            today={today}
            small={span === 'month'}
            nameOf={nameOf}
            onOpen={open}
          />
          <SenderDays
            senders={list.items}
            chosen={sender}
            onChoose={(next) => set({ sender: next })}
            today={today}
            nameOf={nameOf}
            onOpen={open}
          />
          <Legend isMonth={span === 'month'} />
        </>
      )}
      <ShowMore of={list} />
      {user !== undefined && isDay(date) && (
        <PlannedDialog
          key={`${user} ${date} ${channel}`}
          user={user}
          date={date}
          channel={channel}
          sender={opened}
          name={opened?.name ?? nameOf(user)}
          nameOf={nameOf}
          onClose={() => set({ user: undefined, date: undefined })}
        />
      )}
    </Page>
  );
}
