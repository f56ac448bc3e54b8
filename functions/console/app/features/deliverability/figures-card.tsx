import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { number, percent } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { LineChart, type Line } from '../../ui/line-chart.tsx';
import { Badge, type Tone } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';

type Figures = Answer<'GET /v1/deliverability'>;
type Share = Figures['complaints'];

const route = getRouteApi('/shell/deliverability');
const spans = ['7', '30', '90'] as const;
type Span = (typeof spans)[number];

const verdicts: Record<Share['verdict'], { label: Message; tone: Tone; about: Message }> = {
  good: { label: msg('Good'), tone: 'good', about: msg('Far from where providers begin to look.') },
  watch: {
    label: msg('Watch it'),
    tone: 'warn',
    about: msg('Mail providers begin to look. Write to fewer people who did not ask for it.'),
  },
  bad: {
    label: msg('Too high'),
    tone: 'bad',
    about: msg('The provider may stop the account. Hold sending and clean the list before you go on.'),
  },
  few: { label: msg('Too few to judge'), tone: 'plain', about: msg('Fewer than 100 mails say nothing yet.') },
};

/** Bounces and complaints over days, against the limits of mail providers. */
export function FiguresCard() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const days = spans.find((span) => span === search.days) ?? '30';
  const figures = useRead('GET /v1/deliverability', { query: { days } });
  const change = (next: Span): void =>
    void navigate({
      search: (before) => ({ ...before, days: next === '30' ? undefined : next }),
      replace: true,
    });
  return (
    <Card
      title={t('How mails arrive')}
      actions={
        <Select
          label={t('Over how many days')}
          hideLabel
          value={days}
          onChange={change}
          options={spans.map((span) => ({
            value: span,
            label: t('{count, plural, one {Today} other {Last # days}}', { count: Number(span) }),
          }))}
        />
      }
    >
      <Read of={figures}>{(data) => <Parts figures={data} />}</Read>
    </Card>
  );
}

function Parts({ figures }: { figures: Figures }) {
  const t = useT();
  const { total } = figures;
  const days = useMemo(() => figures.days.map(({ date }) => date), [figures]);
  const [sent, delivered] = [t('Sent'), t('Delivered')];
  const [bounces, complaints] = [t('Bounces'), t('Complaints')];
  const mails = useMemo(
    (): Line[] => [
      { label: sent, color: 'accent', values: figures.days.map((day) => day.sent) },
      { label: delivered, color: 'good', values: figures.days.map((day) => day.delivered) },
    ],
    [figures, sent, delivered],
  );
  const troubles = useMemo(
    (): Line[] => [
      { label: bounces, color: 'warn', values: figures.days.map((day) => day.bounced) },
      { label: complaints, color: 'bad', values: figures.days.map((day) => day.complained) },
    ],
    [figures, bounces, complaints],
  );
  if (total.sent === 0)
    return (
      <Empty title={t('No mail went out in these days')}>
        <p>{t('Once mails go out, how they arrive is counted here day by day.')}</p>
      </Empty>
    );
  return (
    <div className="grid gap-5">
      <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure label={sent} value={number(total.sent)} />
        <Figure
          label={delivered}
          value={number(total.delivered)}
          about={t('As far as mailboxes say so; some do it late or never.')}
        />
        <ShareFigure label={bounces} count={total.bounced} share={figures.bounces} />
        <ShareFigure label={complaints} count={total.complained} share={figures.complaints} />
      </dl>
      <div className="grid min-w-0 gap-5 lg:grid-cols-2">
        <section className="min-w-0">
          <h3 className="text-soft mb-1 text-sm font-medium">{t('Mails by day')}</h3>
          <LineChart label={t('Mails by day')} days={days} lines={mails} />
        </section>
        <section className="min-w-0">
          <h3 className="text-soft mb-1 text-sm font-medium">{t('Bounces and complaints by day')}</h3>
          <LineChart label={t('Bounces and complaints by day')} days={days} lines={troubles} />
        </section>
      </div>
    </div>
  );
}

const Figure = ({ label, value, about }: { label: string; value: string; about?: string }) => (
  <div>
    <dt className="text-soft text-sm">{label}</dt>
    <dd className="text-lg font-semibold tabular-nums">{value}</dd>
    {about !== undefined && <dd className="text-soft text-sm">{about}</dd>}
  </div>
);

function ShareFigure({ label, count, share }: { label: string; count: number; share: Share }) {
  const t = useT();
  const { label: verdict, tone, about } = verdicts[share.verdict];
  return (
    <div>
      <dt className="text-soft text-sm">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-lg font-semibold tabular-nums">{number(count)}</span>
        {share.rate !== null && <span className="tabular-nums">{percent(share.rate)}</span>}
        <Badge tone={tone}>{t(verdict)}</Badge>
      </dd>
      <dd className="text-soft text-sm">
        {t(about)}{' '}
        {t('Limits: {watch} and {bad}.', {
          watch: percent(share.limits.watch),
          bad: percent(share.limits.bad),
        })}
      </dd>
    </div>
  );
}
