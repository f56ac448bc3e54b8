import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { idOfName } from '../editor/id-of-name.ts';
import { useAfterMade } from '../editor/use-after-made.ts';
import { useEvery } from '../editor/use-every.ts';
import { RuleEditor } from './rule-editor.tsx';
import { newRule, type Rule } from './rule-form.ts';
import { useCrms } from './use-crms.ts';

/** Makes a CRM rule; it does nothing before it is activated. */
export function NewRulePage() {
  const t = useT();
  const { crms, isLoading, error } = useCrms();
  const first = crms[0]?.kind;
  return (
    <Page
      title={t('New CRM rule')}
      above={<Link to="/crm-rules">{t('CRM rules')}</Link>}
      about={t('It does nothing before you activate it.')}
    >
      {first !== undefined ? (
        <NewRule kind={first} />
      ) : isLoading ? (
        <Loading />
      ) : error !== null && error !== undefined ? (
        <Failed error={error} />
      ) : (
        <Empty title={t('No CRM is connected')}>
          <p>{t('A rule listens to your CRM: connect it and map its fields first.')}</p>
          <Link to="/connections" className={buttonClasses('main')}>
            {t('Connections')}
          </Link>
        </Empty>
      )}
    </Page>
  );
}

function NewRule({ kind }: { kind: Rule['kind'] }) {
  const navigate = useNavigate();
  const [isChanged, setChanged] = useState(false);
  const [initial] = useState(() => newRule(kind));
  const rules = useEvery('GET /v1/crm-rules', { query: { limit: 100 } }).items;
  const put = useAct('PUT /v1/crm-rules/{id}', {
    refreshes: ['GET /v1/crm-rules'],
    onDone: useAfterMade(isChanged, (id) => void navigate({ to: '/crm-rules/$id', params: { id } })),
  });
  return (
    <RuleEditor
      initial={initial}
      isNew
      busy={put.isPending}
      error={put.error}
      onChanged={setChanged}
      onReload={() => put.reset()}
      onSave={(body) => {
        const taken = rules.map(({ id }) => id);
        put.mutate({ params: { id: idOfName(body.name, 20, taken) }, body, revision: 'new' });
      }}
    />
  );
}
