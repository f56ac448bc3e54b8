import { getRouteApi, Link } from '@tanstack/react-router';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import type { FeedbackSequence } from './feedback-form.ts';
import { Invite } from './invite.tsx';
import { Settings } from './settings.tsx';

const route = getRouteApi('/shell/feedback/$id');

/** A feedback sequence: whom to invite, and its settings. */
export function FeedbackSequencePage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/feedback-sequences/{id}', { params: { id } });
  return (
    <OpenedPage
      id={id}
      read={read}
      title={t('Feedback sequence')}
      above={<Link to="/feedback">{t('Feedback sequences')}</Link>}
    >
      {(sequence, { key }) => <Opened key={key} sequence={sequence} />}
    </OpenedPage>
  );
}

function Opened({ sequence }: { sequence: FeedbackSequence }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, name, revision, settings } = sequence;
  const remove = useAct('DELETE /v1/feedback-sequences/{id}', {
    onDone: useAfterDelete('/feedback', name),
  });
  const invite = { id: 'invite' as const, label: t('Invite clients'), content: <Invite id={id} /> };
  return (
    <Page
      title={name}
      above={<Link to="/feedback">{t('Feedback sequences')}</Link>}
      about={<Badge tone="accent">{settings.channel === 'mail' ? t('By mail') : t('By SMS')}</Badge>}
      actions={
        <>
          <Link to="/surveys/$id" params={{ id: settings.survey }} search={{ tab: 'results', sequence: id }}>
            {t('Results')}
          </Link>
          {isAdmin && (
            <DeleteButton
              name={name}
              act={remove}
              onDelete={() => remove.mutate({ params: { id }, revision })}
            >
              <div className="grid gap-2">
                <p>{t('Nobody is invited or reminded any more. This cannot be undone.')}</p>
                <Notice>{t('Links that went out still take answers.')}</Notice>
              </div>
            </DeleteButton>
          )}
        </>
      }
    >
      {isAdmin ? (
        <Tabs
          label={t('Parts of the feedback sequence')}
          current={tab === 'invite' ? 'invite' : 'settings'}
          onChange={(next) => void navigate({ search: { tab: next } })}
          tabs={[{ id: 'settings', label: t('Settings'), content: <Settings sequence={sequence} /> }, invite]}
        />
      ) : (
        invite.content
      )}
    </Page>
  );
}
