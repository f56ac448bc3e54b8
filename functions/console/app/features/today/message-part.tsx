import { useState } from 'react';
import { useList, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Read } from '../../ui/states.tsx';
import { MessageForm } from './message-form.tsx';
import type { Task } from './task-types.ts';

type Props = { task: Task; onSent: () => void; onDone: () => void; onSkip: () => void };

/** The mail or text of a task, made from the template of its step or from another. */
export function MessagePart(props: Props) {
  const t = useT();
  const [template, setTemplate] = useState('');
  const [isEdited, setEdited] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const kind = props.task.type === 'sms' ? 'sms' : 'mail';
  const templates = useList('GET /v1/templates', { query: { kind, limit: 100 } });
  const choose = (id: string): void => {
    setTemplate(id);
    setEdited(false);
    setWanted(undefined);
  };
  return (
    <div className="grid gap-4">
      <Select
        label={t('Template')}
        value={template}
        onChange={(id) => (isEdited ? setWanted(id) : choose(id))}
        empty={t('That of the step')}
        options={templates.items.map(({ id, name }) => ({ value: id, label: name }))}
        className="sm:max-w-80"
      />
      <DraftOf key={template} {...props} template={template} onEdited={() => setEdited(true)} />
      <Confirm
        open={wanted !== undefined}
        onClose={() => setWanted(undefined)}
        onConfirm={() => choose(wanted ?? '')}
        title={t('Replace what you wrote?')}
        action={t('Replace it')}
      >
        {t('The text of the other template takes the place of your changes.')}
      </Confirm>
    </div>
  );
}

function DraftOf({ template, ...props }: Props & { template: string; onEdited: () => void }) {
  const { id } = props.task;
  const templateId = template === '' ? undefined : template;
  const draft = useRead('GET /v1/tasks/{id}/draft', { params: { id }, query: { templateId } });
  return <Read of={draft}>{(read) => <MessageForm {...props} draft={read} templateId={templateId} />}</Read>;
}
