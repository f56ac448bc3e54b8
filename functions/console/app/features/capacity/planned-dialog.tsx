import { Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { dayText, number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { hoursOf, isShut, shutText, type Sender } from './capacity-day.ts';

type Planned = ItemOf<'GET /v1/capacity/{user}/{date}'>;

/** Where a lead is told of. */
const leadPage = (id: string): string => `/leads/${id}`;

/** Who is planned for a day of a sender, and who waits for it. */
export function PlannedDialog({
  user,
  date,
  channel,
  sender,
  name,
  nameOf,
  onClose,
}: {
  user: string;
  date: string;
  channel: 'mail' | 'sms';
  /** What is known of the sender, where the day is on the page. */
  sender: Sender | undefined;
  name: string;
  nameOf: (id: string) => string;
  onClose: () => void;
}) {
  const t = useT();
  const list = useList('GET /v1/capacity/{user}/{date}', {
    params: { user, date },
    query: { channel, limit: 50 },
  });
  const columns: Column<Planned>[] = [
    {
      id: 'at',
      header: t('Time'),
      cell: ({ at }) =>
        at === undefined ? <Badge tone="warn">{t('waits')}</Badge> : when(at, 'time', sender?.zone),
    },
    {
      id: 'lead',
      header: t('Lead'),
      cell: ({ leadId, leadName }) => <Link to={leadPage(leadId)}>{leadName}</Link>,
    },
    {
      id: 'step',
      header: t('Sequence and step'),
      cell: ({ sequenceName, stepName }) => (
        <>
          {sequenceName}
          <span className="text-soft block text-sm">{stepName}</span>
        </>
      ),
    },
    {
      id: 'why',
      header: t('Why then'),
      cell: ({ words, due }) =>
        words.length === 0 ? (
          <span className="text-soft">{t('as planned')}</span>
        ) : (
          <>
            {words.join('; ')}
            <span className="text-soft block text-sm">
              {t('due {when}', { when: when(due, 'moment', sender?.zone) })}
            </span>
          </>
        ),
    },
  ];
  return (
    <Dialog open onClose={onClose} wide title={`${name}, ${dayText(date)}`}>
      <div className="grid gap-4">
        <DayFacts sender={sender} date={date} nameOf={nameOf} />
        <DataTable
          isOfPage={false}
          caption={t('Who is planned')}
          columns={columns}
          list={list}
          rowId={({ enrollmentId, step }) => `${enrollmentId} ${step}`}
          empty={
            <Empty title={t('Nobody is planned for this day')}>
              {t('What has gone out already is in the record of its lead.')}
            </Empty>
          }
        />
      </div>
    </Dialog>
  );
}

function DayFacts({
  sender,
  date,
  nameOf,
}: {
  sender: Sender | undefined;
  date: string;
  nameOf: (id: string) => string;
}) {
  const t = useT();
  const day = sender?.days.find((each) => each.date === date);
  if (sender === undefined || day === undefined) return null;
  const { sent, planned, left, waiting, absence, closed } = day;
  const shut = shutText(day, t, nameOf);
  return (
    <Facts
      of={[
        shut !== undefined && [t('That day'), closed ? `${shut} (${closed.words})` : shut],
        absence !== undefined && [t('Away'), `${dayText(absence.from)} – ${dayText(absence.to)}`],
        !isShut(day) && [t('Hours'), `${hoursOf(day, sender.zone).join(', ')} (${sender.zone})`],
        sent !== undefined && [
          t('Taken'),
          t('{sent} sent · {planned} planned', { sent: number(sent), planned: number(planned ?? 0) }),
        ],
        left !== undefined && [
          t('Left'),
          t('{left} of {most}', { left: number(left), most: number(sender.cap.value ?? 0) }),
        ],
        waiting > 0 && [t('Waiting'), number(waiting)],
      ]}
    />
  );
}
