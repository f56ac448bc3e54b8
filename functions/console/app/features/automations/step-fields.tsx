import { useT } from '../../i18n/i18n.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { TemplateSelect } from '../editor/template-select.tsx';
import { UserSelect } from '../users/user-select.tsx';
import type { StepDraft } from './automation-form.ts';
import { actionLabels, actions, dayLabels, templateKindOf } from './labels.ts';

type Days = StepDraft['on'];
const days = Object.keys(dayLabels) as Days[];

/** What a step does, when, by whom and with which template. */
export function StepFields({
  step,
  isFirst,
  path,
  onChange,
}: {
  step: StepDraft;
  isFirst: boolean;
  path: string;
  onChange: (changes: Partial<StepDraft>) => void;
}) {
  const t = useT();
  const { action, to } = step;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={t('What is done')}
          path={`${path}.action`}
          value={action}
          onChange={(next) =>
            onChange({
              action: next,
              ...(templateKindOf[next] !== templateKindOf[action] && { templateId: '' }),
            })
          }
          options={actions.map((each) => ({ value: each, label: t(actionLabels[each]) }))}
        />
        <TextInput
          label={t('Name of the step')}
          path={`${path}.name`}
          value={step.name}
          maxLength={100}
          onChange={(name) => onChange({ name })}
        />
      </div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        <TextInput
          label={isFirst ? t('Days after the match') : t('Days after the step before')}
          path={`${path}.delayDays`}
          type="number"
          min={0}
          max={730}
          value={step.delayDays}
          onChange={(delayDays) => onChange({ delayDays })}
        />
        <Select
          label={t('On which days')}
          path={`${path}.on`}
          value={step.on}
          onChange={(on) => onChange({ on })}
          options={days.map((each) => ({ value: each, label: t(dayLabels[each]) }))}
        />
        <TextInput
          label={t('Not before (optional)')}
          path={`${path}.from`}
          type="time"
          value={step.from}
          onChange={(from) => onChange({ from })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <TemplateSelect
          label={action === 'task-for-user' ? t('Template (optional)') : t('Template')}
          path={`${path}.templateId`}
          kind={templateKindOf[action]}
          value={step.templateId}
          onChange={(templateId) => onChange({ templateId })}
        />
        <UserSelect
          label={action === 'task-for-user' ? t('Who has the task') : t('Who sends it')}
          path={`${path}.userId`}
          value={step.userId}
          onChange={(userId) => onChange({ userId })}
          empty={t('The owner of the record or lead')}
        />
      </div>
      {action === 'mail-to-user' && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t('Who gets it')}
            path={`${path}.to`}
            value={to}
            onChange={(next) => onChange({ to: next })}
            options={[
              { value: 'owner', label: t('The owner of the record or lead') },
              { value: 'managers', label: t('The managers of the owner’s groups') },
              { value: 'user', label: t('One user') },
            ]}
          />
          {to === 'user' && (
            <UserSelect
              label={t('User')}
              path={`${path}.to.userId`}
              value={step.toUserId}
              onChange={(toUserId) => onChange({ toUserId })}
              empty={t('Choose a user')}
            />
          )}
        </div>
      )}
      {action === 'sms-to-client' && (
        <Select
          label={t('If it falls into quiet hours')}
          path={`${path}.quietHours`}
          value={step.quietHours}
          onChange={(quietHours) => onChange({ quietHours })}
          hint={t('Quiet hours are those of the settings, in the time of the client.')}
          options={[
            { value: 'drop', label: t('It is not sent') },
            { value: 'defer', label: t('It is sent when they end') },
          ]}
        />
      )}
    </>
  );
}
