import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeleteButton } from '../editor/delete-button.tsx';
import { OpenedPage } from '../editor/opened-page.tsx';
import { useAfterDelete } from '../editor/use-after-delete.ts';
import { GoOn } from './go-on.tsx';
import { Looks } from './looks.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { formOf, type Rule } from './rule-form.ts';
import { RuleState } from './rule-state.tsx';

const route = getRouteApi('/shell/crm-rules/$id');

/** A CRM rule: what it says, and what it made of records. */
export function RulePage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/crm-rules/{id}', { params: { id } });
  return (
    <OpenedPage
      id={id}
      read={read}
      title={t('CRM rule')}
      above={<Link to="/crm-rules">{t('CRM rules')}</Link>}
    >
      {(rule, { key, onReload }) => <Opened key={key} rule={rule} onReload={onReload} />}
    </OpenedPage>
  );
}

function Opened({ rule, onReload }: { rule: Rule; onReload: () => void }) {
  const t = useT();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, name, active } = rule;
  const [initial] = useState(() => formOf(rule));
  const [revision, setRevision] = useState(rule.revision);
  const [isChanged, setChanged] = useState(false);
  const refreshes = ['GET /v1/crm-rules'];
  const keep = { refreshes, onDone: (saved: Rule) => setRevision(saved.revision) };
  const put = useAct('PUT /v1/crm-rules/{id}', keep);
  const activate = useAct('POST /v1/crm-rules/{id}/activate', keep);
  const deactivate = useAct('POST /v1/crm-rules/{id}/deactivate', keep);
  const remove = useAct('DELETE /v1/crm-rules/{id}', {
    onDone: useAfterDelete('/crm-rules', name, isChanged),
  });
  return (
    <Page
      title={name}
      above={<Link to="/crm-rules">{t('CRM rules')}</Link>}
      about={<RuleState rule={rule} />}
      actions={
        <>
          {active ? (
            <Button busy={deactivate.isPending} onClick={() => deactivate.mutate({ params: { id } })}>
              {t('Deactivate')}
            </Button>
          ) : (
            <Button
              look="main"
              busy={activate.isPending}
              disabled={isChanged}
              title={isChanged ? t('Save it first.') : undefined}
              onClick={() => activate.mutate({ params: { id } })}
            >
              {t('Activate')}
            </Button>
          )}
          <DeleteButton name={name} act={remove} onDelete={() => remove.mutate({ params: { id }, revision })}>
            {t('Who was enrolled by it stays enrolled. This cannot be undone.')}
          </DeleteButton>
        </>
      }
    >
      <ProblemNotice error={activate.error ?? deactivate.error} />
      {rule.asking !== undefined && (
        <GoOn rule={rule} asking={rule.asking} onDone={(saved) => setRevision(saved.revision)} />
      )}
      {rule.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <Tabs
        label={t('Parts of the rule')}
        current={tab === 'looks' ? 'looks' : 'rule'}
        onChange={(next) => void navigate({ search: { tab: next } })}
        tabs={[
          {
            id: 'rule',
            label: t('The rule'),
            content: (
              <RuleEditor
                initial={initial}
                isNew={false}
                busy={put.isPending}
                error={put.error}
                onChanged={setChanged}
                onReload={onReload}
                onSave={(body, done) => put.mutate({ params: { id }, body, revision }, { onSuccess: done })}
              />
            ),
          },
          { id: 'looks', label: t('What the rule did'), content: <Looks id={id} /> },
        ]}
      />
    </Page>
  );
}
