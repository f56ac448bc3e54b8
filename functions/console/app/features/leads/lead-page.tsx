import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AnswersTab } from './answers-tab.tsx';
import { EnrolmentsCard } from './enrolments-card.tsx';
import { FactsCard } from './facts-card.tsx';
import { LeadActions } from './lead-actions.tsx';
import { LeadBadges } from './lead-badges.tsx';
import { leadName, type OneLead } from './lead-name.ts';
import { LeadNeighbours } from './lead-neighbours.tsx';
import { MessagesTab } from './messages-tab.tsx';
import { RecordsTab } from './records-tab.tsx';
import { RepliesTab } from './replies-tab.tsx';
import { ScoreCard } from './score-card.tsx';
import { TasksCard } from './tasks-card.tsx';
import { Timeline } from './timeline.tsx';

const route = getRouteApi('/shell/leads/$leadId');
const tabs = ['timeline', 'messages', 'replies', 'records', 'answers'] as const;
type Tab = (typeof tabs)[number];

/** One lead: what comes next and why, and all that happened. */
export function LeadPage() {
  const { leadId } = route.useParams();
  return <LeadView key={leadId} id={leadId} />;
}

function LeadView({ id }: { id: string }) {
  const t = useT();
  const lead = useRead('GET /v1/leads/{id}', { params: { id } });
  const { data } = lead;
  const account = useRead(
    'GET /v1/accounts/{id}',
    { params: { id: data?.accountId ?? '' } },
    { enabled: data?.accountId !== undefined },
  );
  if (data === undefined)
    return (
      <Page title={t('Lead')} above={<Link to="/leads">{t('Leads')}</Link>}>
        <Read of={lead}>{() => null}</Read>
      </Page>
    );
  return (
    <Page
      title={leadName(data)}
      above={<LeadNeighbours id={id} />}
      about={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{[data.title, account.data?.name].filter(Boolean).join(' · ')}</span>
          <LeadBadges lead={data} withDates />
        </span>
      }
      actions={<LeadActions lead={data} />}
    >
      <div className="grid min-w-0 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          <EnrolmentsCard lead={data} />
          <LeadTabs lead={data} />
        </div>
        <div className="grid min-w-0 gap-5">
          <FactsCard lead={data} accountName={account.data?.name ?? data.accountId} />
          <TasksCard leadId={id} />
          <ScoreCard leadId={id} />
        </div>
      </div>
    </Page>
  );
}

function LeadTabs({ lead }: { lead: OneLead }) {
  const t = useT();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const current = tabs.find((each) => each === tab) ?? 'timeline';
  return (
    <Tabs<Tab>
      label={t('What is known of the lead')}
      current={current}
      onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next }), replace: true })}
      tabs={[
        { id: 'timeline', label: t('What happened'), content: <Timeline leadId={lead.id} /> },
        { id: 'messages', label: t('Messages'), content: <MessagesTab leadId={lead.id} /> },
        { id: 'replies', label: t('Replies'), content: <RepliesTab leadId={lead.id} /> },
        { id: 'records', label: t('Records'), content: <RecordsTab leadId={lead.id} /> },
        { id: 'answers', label: t('Survey answers'), content: <AnswersTab leadId={lead.id} /> },
      ]}
    />
  );
}
