import { Link } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { Checkbox, NameInput, Select, TextInput } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { clientLanguages, languageNames, type ClientLanguage } from '../editor/client-languages.ts';
import { TemplateSelect } from '../editor/template-select.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { numberOf, type Changes, type FeedbackSequence } from './feedback-form.ts';
import { Setting } from './setting.tsx';
import { SurveySelect } from './survey-select.tsx';

type Numbers = 'reminders' | 'reminderDays' | 'betweenSequencesDays' | 'betweenSendsDays' | 'positiveFrom';

/** Every setting of a feedback sequence, each saved on its own. */
export function Settings({ sequence }: { sequence: FeedbackSequence }) {
  const t = useT();
  const { id, name, settings } = sequence;
  const count = (setting: Numbers, label: string, max: number, hint?: string) => (
    <Setting
      id={id}
      name={label}
      value={String(settings[setting])}
      changes={(text): Changes => ({ [setting]: numberOf(text) })}
    >
      {(draft, onChange) => (
        <TextInput
          label={label}
          path={setting}
          type="number"
          min={0}
          max={max}
          value={draft}
          onChange={onChange}
          hint={hint}
        />
      )}
    </Setting>
  );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t('What is sent')}>
        <div className="grid gap-4">
          <Setting id={id} name={t('Name')} value={name} changes={(text): Changes => ({ name: text })}>
            {(draft, onChange) => <NameInput value={draft} onChange={onChange} />}
          </Setting>
          <Setting
            id={id}
            name={t('Survey')}
            value={settings.survey}
            changes={(survey): Changes => ({ survey })}
          >
            {(draft, onChange) => <SurveySelect path="survey" value={draft} onChange={onChange} />}
          </Setting>
          <p className="text-soft text-sm">
            <Link to="/surveys/$id" params={{ id: settings.survey }} search={{ tab: 'results' }}>
              {t('Results of the survey')}
            </Link>
          </p>
          <Setting
            id={id}
            name={t('Invitation')}
            value={settings.invitation}
            changes={(invitation): Changes => ({ invitation })}
          >
            {(draft, onChange) => (
              <TemplateSelect
                label={t('Invitation')}
                path="invitation"
                kind={settings.channel}
                value={draft}
                onChange={onChange}
              />
            )}
          </Setting>
          {settings.channel === 'mail' && (
            <Setting<ClientLanguage | ''>
              id={id}
              name={t('Link to unsubscribe')}
              value={settings.unsubscribeLink?.language ?? ''}
              changes={(language): Changes => ({
                unsubscribeLink: language === '' ? null : { language },
              })}
            >
              {(draft, onChange) => (
                <Select
                  label={t('Link to unsubscribe')}
                  path="unsubscribeLink"
                  value={draft}
                  onChange={onChange}
                  empty={t('No link')}
                  options={clientLanguages.map((each) => ({ value: each, label: t(languageNames[each]) }))}
                />
              )}
            </Setting>
          )}
        </div>
      </Card>
      <Card title={t('Reminders')}>
        <div className="grid gap-4">
          {count('reminders', t('Reminders where nothing is answered'), 10, t('0 to 10'))}
          {count('reminderDays', t('Days from one to the next'), 365)}
          <Setting
            id={id}
            name={t('Text of the reminders')}
            value={settings.reminder ?? ''}
            changes={(text): Changes => ({ reminder: text === '' ? null : text })}
          >
            {(draft, onChange) => (
              <TemplateSelect
                label={t('Text of the reminders')}
                path="reminder"
                kind={settings.channel}
                value={draft}
                onChange={onChange}
                empty={t('The same as the invitation')}
              />
            )}
          </Setting>
        </div>
      </Card>
      <Card title={t('Not too often')}>
        <div className="grid gap-4">
          {count(
            'betweenSendsDays',
            t('Days between two invitations of this one to one client'),
            3650,
            t('0: no distance. Too early means later, never left out.'),
          )}
          {count(
            'betweenSequencesDays',
            t('Days between invitations of different feedback sequences'),
            3650,
            t('0: no interval. The stricter of the two wins.'),
          )}
        </div>
      </Card>
      <Alerts sequence={sequence} />
      <Card title={t('Sharing')}>
        <div className="grid gap-4">
          {count('positiveFrom', t('Feedback is positive from a satisfaction of'), 10)}
          <Setting
            id={id}
            name={t('Share positive feedback')}
            value={settings.sharePositive}
            changes={(sharePositive): Changes => ({ sharePositive })}
          >
            {(draft, onChange) => (
              <Checkbox
                label={t('Send positive feedback with words to the employees concerned')}
                hint={t('Those named when the client was invited, else the owner of the lead.')}
                checked={draft}
                onChange={onChange}
              />
            )}
          </Setting>
          <Setting
            id={id}
            name={t('Address that is told each answer')}
            value={settings.webhookUrl ?? ''}
            changes={(url): Changes => ({ webhookUrl: url.trim() === '' ? null : url.trim() })}
          >
            {(draft, onChange) => (
              <TextInput
                label={t('Address that is told each answer (webhook, optional)')}
                path="webhookUrl"
                type="url"
                placeholder="https://"
                value={draft}
                onChange={onChange}
                maxLength={2000}
              />
            )}
          </Setting>
        </div>
      </Card>
    </div>
  );
}

type Alert = keyof FeedbackSequence['settings']['alerts'];

function Alerts({ sequence: { id, settings } }: { sequence: FeedbackSequence }) {
  const t = useT();
  const { alerts, unhappyBelow, alertTasks } = settings;
  const told = (alert: Alert, label: string) => (
    <Setting
      id={id}
      name={label}
      value={alerts[alert] ?? ''}
      changes={(user): Changes => {
        const { [alert]: _, ...others } = alerts;
        return { alerts: user === '' ? others : { ...others, [alert]: user } };
      }}
    >
      {(draft, onChange) => (
        <UserSelect
          label={label}
          path={`alerts.${alert}`}
          value={draft}
          onChange={onChange}
          empty={t('Nobody')}
        />
      )}
    </Setting>
  );
  return (
    <Card title={t('Alerts')}>
      <div className="grid gap-4">
        {told('warning', t('Who is told of warnings'))}
        {told('unhappy-client', t('Who is told of unhappy clients'))}
        <Setting
          id={id}
          name={t('Unhappy below')}
          value={unhappyBelow === undefined ? '' : String(unhappyBelow)}
          changes={(text): Changes => ({ unhappyBelow: text.trim() === '' ? null : numberOf(text) })}
        >
          {(draft, onChange) => (
            <TextInput
              label={t('A client is unhappy below a satisfaction of (optional)')}
              path="unhappyBelow"
              type="number"
              min={0}
              max={10}
              value={draft}
              onChange={onChange}
            />
          )}
        </Setting>
        {told('service-request', t('Who is told of requests for service'))}
        <Setting
          id={id}
          name={t('Tasks of alerts')}
          value={alertTasks}
          changes={(next): Changes => ({ alertTasks: next })}
        >
          {(draft, onChange) => (
            <Checkbox
              label={t('An alert also makes a task for who is told')}
              checked={draft}
              onChange={onChange}
            />
          )}
        </Setting>
      </div>
    </Card>
  );
}
