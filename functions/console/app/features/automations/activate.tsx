import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { Answer } from '../../api/operations.ts';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import type { Automation } from './automation-form.ts';
import { PreviewForecast } from './preview-forecast.tsx';

const route = getRouteApi('/shell/automations/$id');
type Preview = Answer<'POST /v1/automations/{id}/preview'>;
type Scope = 'all' | 'new';

/** What activating an automation would touch, how it would go, and the button that does it. */
export function Activate({ automation }: { automation: Automation }) {
  const t = useT();
  const navigate = route.useNavigate();
  const { id, name, revision, active } = automation;
  const scope: Scope = route.useSearch().scope === 'new' ? 'new' : 'all';
  const [isAsked, setAsked] = useState(false);
  const preview = useQuery({
    queryKey: ['POST /v1/automations/{id}/preview', id, revision, scope],
    queryFn: ({ signal }) =>
      call('POST /v1/automations/{id}/preview', { params: { id }, body: { scope } }, { signal }),
  });
  const activate = useAct('POST /v1/automations/{id}/activate', {
    refreshes: ['GET /v1/automations'],
    onDone: () => {
      setAsked(false);
      toast(t('“{name}” is active.', { name }));
    },
  });
  const matching = preview.data?.matching ?? 0;
  return (
    <div className="grid gap-4">
      <Card title={t('Whom it touches now')}>
        <div className="grid gap-4">
          {active === undefined && (
            <div className="max-w-sm">
              <Select
                label={t('Activate it for')}
                value={scope}
                onChange={(next) =>
                  void navigate({ search: (before) => ({ ...before, scope: next }), replace: true })
                }
                options={[
                  { value: 'all', label: t('All that matches, now and later') },
                  { value: 'new', label: t('Only what is created after the activation') },
                ]}
              />
            </div>
          )}
          <Read of={preview}>{(read) => <Touched preview={read} automation={automation} />}</Read>
        </div>
      </Card>
      {preview.data !== undefined && preview.data.forecast.length > 0 && (
        <PreviewForecast forecast={preview.data.forecast} automation={automation} />
      )}
      {active === undefined && (
        <div className="grid justify-items-start gap-2">
          {!isAsked && <ProblemNotice error={activate.error} />}
          <Button look="main" disabled={preview.data === undefined} onClick={() => setAsked(true)}>
            {t('Activate …')}
          </Button>
        </div>
      )}
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => activate.mutate({ params: { id }, body: { scope }, revision })}
        title={t('Activate “{name}”?', { name })}
        action={t('Activate')}
        busy={activate.isPending}
        error={activate.error}
      >
        {scope === 'new'
          ? t('What is created from now on and matches is enrolled automatically.')
          : t(
              '{count, plural, =0 {Nothing matches now} one {# match is enrolled at once} other {# matches are enrolled at once}}, and each new match automatically.',
              { count: matching },
            )}{' '}
        {t('Its filter and its steps stay as they are until it is deactivated.')}
      </Confirm>
    </div>
  );
}

function Touched({ preview, automation }: { preview: Preview; automation: Automation }) {
  const t = useT();
  const { read, matching, more, examples } = preview;
  return (
    <div className="grid gap-3">
      <p>
        <span className="text-lg font-semibold tabular-nums">{number(matching)}</span>{' '}
        {more
          ? t('of the first {read} would be enrolled at once.', { read: number(read) })
          : t('of {read} would be enrolled at once.', { read: number(read) })}{' '}
        {more && (
          <Link to="/filters/$id" params={{ id: automation.filterId }}>
            {t('Count them all at its filter')}
          </Link>
        )}
      </p>
      {examples.length > 0 && (
        <ul className="grid gap-1" aria-label={t('Examples')}>
          {examples.map(({ subject, leadId }) => (
            <li key={subject.id} className="flex flex-wrap items-center gap-x-3">
              {leadId === undefined ? t('Record {id}', { id: subject.id }) : <LeadLink id={leadId} />}
              <Link
                to="/filters/$id"
                params={{ id: automation.filterId }}
                search={subject.kind === 'lead' ? { lead: subject.id } : { record: subject.id }}
                className="text-sm"
              >
                {t('Why?')}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
