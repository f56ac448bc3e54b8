import { useT } from '../../i18n/i18n.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { useEvery } from '../editor/use-every.ts';
import { UserSelect } from '../users/user-select.tsx';
import { StatusFields } from './status-fields.tsx';
import type { ActionDraft, TriggerType, Values } from './workflow-form.ts';

type Props = { values: Values; path: string; onChange: (values: Values) => void };

const useValue =
  ({ values, path, onChange }: Props) =>
  (name: string) => ({
    path: `${path}.${name}`,
    value: values[name] ?? '',
    onChange: (value: string) => onChange({ ...values, [name]: value }),
  });

/** The condition of a trigger, where it takes one. */
export function TriggerFields({ trigger, ...props }: Props & { trigger: TriggerType }) {
  const t = useT();
  const of = useValue(props);
  const isSurvey = trigger === 'survey-completed';
  const surveys = useEvery('GET /v1/surveys', { query: { limit: 100 } }, { enabled: isSurvey }).items;
  if (trigger === 'call-longer-than')
    return <TextInput {...of('seconds')} label={t('Longer than so many seconds')} type="number" min={0} />;
  if (trigger === 'link-clicked')
    return (
      <TextInput
        {...of('link')}
        label={t('Name or address of the link (optional)')}
        hint={t('Left empty: any link.')}
        maxLength={2000}
      />
    );
  if (!isSurvey) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Select
        {...of('survey')}
        label={t('Survey')}
        empty={t('Any survey')}
        options={surveys.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        {...of('scoreFrom')}
        label={t('Satisfaction of at least (optional)')}
        type="number"
        min={0}
        max={10}
      />
      <TextInput
        {...of('scoreUpTo')}
        label={t('Satisfaction of at most (optional)')}
        type="number"
        min={0}
        max={10}
      />
    </div>
  );
}

/** What an action takes, and what it does where that is not plain. */
export function ActionFields({ action, ...props }: Props & { action: ActionDraft }) {
  const t = useT();
  const of = useValue(props);
  switch (action.type) {
    case 'change-owner':
      return (
        <UserSelect {...of('userId')} label={t('Who the lead belongs to then')} empty={t('Choose a user')} />
      );
    case 'pause-sequence':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextInput {...of('amount')} label={t('For how many')} type="number" min={1} />
          <Select
            {...of('unit')}
            label={t('Unit')}
            options={[
              { value: 'days', label: t('days') },
              { value: 'minutes', label: t('minutes') },
            ]}
          />
        </div>
      );
    case 'move-to-sequence':
      return (
        <SequenceSelect {...of('sequenceId')} label={t('To which sequence')} empty={t('Choose a sequence')} />
      );
    case 'change-integration-status':
      return <StatusFields of={of} />;
    case 'go-to-last-step':
      return (
        <p className="text-soft">
          {t('The steps between are skipped, and the last one goes now, within working hours and limits.')}
        </p>
      );
    case 'stop-sequence':
      return <p className="text-soft">{t('Nothing more is sent in it.')}</p>;
  }
}

/** One of the sequences that are published. */
export function SequenceSelect({
  label,
  empty,
  ...field
}: {
  label: string;
  empty: string;
  path: string;
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  hint?: string;
}) {
  const { items } = useEvery('GET /v1/sequences', { query: { limit: 100, status: 'active' } });
  return (
    <Select
      {...field}
      label={label}
      empty={empty}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
