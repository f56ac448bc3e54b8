import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Form, FormButtons } from '../../ui/form.tsx';
import { NameInput, Select, TextInput } from '../../ui/inputs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { idOfName } from '../editor/id-of-name.ts';
import { TemplateSelect } from '../editor/template-select.tsx';
import { useAfterMade } from '../editor/use-after-made.ts';
import { useEvery } from '../editor/use-every.ts';
import { numberOf } from './feedback-form.ts';
import { SurveySelect } from './survey-select.tsx';

const route = getRouteApi('/shell/feedback/new');
type Channel = 'mail' | 'sms';

/** Makes a feedback sequence from what it cannot be without; all else is set on its page. */
export function NewFeedbackPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [name, setName] = useState('');
  const [survey, setSurvey] = useState(search.survey ?? '');
  const [channel, setChannel] = useState<Channel>('mail');
  const [invitation, setInvitation] = useState('');
  const [positiveFrom, setPositiveFrom] = useState('9');
  const feedback = useEvery('GET /v1/feedback-sequences', { query: { limit: 100 } }).items;
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100 } }).items;
  const put = useAct('PUT /v1/feedback-sequences/{id}', {
    refreshes: ['GET /v1/feedback-sequences'],
    onDone: useAfterMade(
      name !== '' || invitation !== '',
      (id) => void navigate({ to: '/feedback/$id', params: { id }, search: {} }),
    ),
  });
  const save = (): void => {
    const taken = [...feedback, ...sequences].map((each) => each.id);
    put.mutate({
      params: { id: idOfName(name, 12, taken) },
      body: { name, settings: { survey, channel, invitation, positiveFrom: numberOf(positiveFrom) } },
      revision: 'new',
    });
  };
  return (
    <Page
      title={t('New feedback sequence')}
      above={<Link to="/feedback">{t('Feedback sequences')}</Link>}
      about={t(
        'Reminders, intervals and alerts are set once it is created. Nobody is invited automatically.',
      )}
    >
      <Card>
        <Form
          error={put.error}
          onSubmit={save}
          actions={<FormButtons action={t('Make it')} busy={put.isPending} />}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <NameInput value={name} onChange={setName} autoFocus />
            <SurveySelect path="settings.survey" value={survey} onChange={setSurvey} />
            <Select
              label={t('How clients are reached')}
              path="settings.channel"
              value={channel}
              onChange={(next) => {
                setChannel(next);
                setInvitation('');
              }}
              hint={t('This stays as it is.')}
              options={[
                { value: 'mail', label: t('By mail') },
                { value: 'sms', label: t('By SMS') },
              ]}
            />
            <TemplateSelect
              label={t('Invitation')}
              path="settings.invitation"
              kind={channel}
              value={invitation}
              onChange={setInvitation}
            />
            <TextInput
              label={t('Feedback is positive from a satisfaction of')}
              path="settings.positiveFrom"
              type="number"
              min={0}
              max={10}
              value={positiveFrom}
              onChange={setPositiveFrom}
            />
          </div>
          <p className="text-soft text-sm">
            {t('The template of the invitation holds the link to the survey.')}
          </p>
        </Form>
      </Card>
    </Page>
  );
}
