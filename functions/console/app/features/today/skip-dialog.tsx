import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextArea } from '../../ui/inputs.tsx';
import { Read } from '../../ui/states.tsx';
import { typeLabels, type Task } from './task-types.ts';

type Reason = { reason?: string; note?: string };
type Rules = { reasons: readonly { id: string; label: string }[]; compulsoryFor: readonly string[] };

/** Skips a task, with one of the reasons that are set for the user who has it. */
export function SkipDialog({
  task,
  open,
  onClose,
  onSkip,
}: {
  task: Task;
  open: boolean;
  onClose: () => void;
  onSkip: (reason: Reason) => void;
}) {
  const t = useT();
  const settings = useRead('GET /v1/users/{id}/settings', { params: { id: task.userId } }, { enabled: open });
  return (
    <Dialog open={open} onClose={onClose} title={t('Skip “{name}”', { name: task.name })}>
      <Read of={settings}>
        {({ skipReasons }) => (
          <Reasons task={task} rules={skipReasons.value} onClose={onClose} onSkip={onSkip} />
        )}
      </Read>
    </Dialog>
  );
}

function Reasons({
  task,
  rules,
  onClose,
  onSkip,
}: {
  task: Task;
  rules: Rules;
  onClose: () => void;
  onSkip: (reason: Reason) => void;
}) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const isCompulsory = rules.compulsoryFor.includes(task.type);
  const choices = [
    ...rules.reasons,
    { id: 'other', label: t('Other') },
    ...(isCompulsory ? [] : [{ id: '', label: t('No reason') }]),
  ];
  const submit = (): void => {
    if (isCompulsory && reason === '') setProblem(t('Choose a reason: tasks of this type need one.'));
    else if (reason === 'other' && note.trim() === '') setProblem(t('Say in the note what the reason is.'));
    else
      onSkip({
        ...(reason !== '' && { reason }),
        ...(note.trim() !== '' && { note: note.trim() }),
      });
  };
  return (
    <Form
      error={problem === undefined ? undefined : new Error(problem)}
      onSubmit={submit}
      actions={<FormButtons action={t('Skip')} onCancel={onClose} />}
    >
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">
          {isCompulsory
            ? t('Reason (compulsory for: {type})', { type: t(typeLabels[task.type]) })
            : t('Reason')}
        </legend>
        {choices.map(({ id, label }, index) => (
          <label key={id} className="flex items-center gap-2">
            <input
              type="radio"
              name="reason"
              value={id}
              checked={reason === id}
              // The dialog is for this choice.
              autoFocus={index === 0}
              onChange={() => {
                setReason(id);
                setProblem(undefined);
              }}
              className="accent-accent size-4"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <TextArea
        label={reason === 'other' ? t('Note (compulsory)') : t('Note')}
        value={note}
        onChange={setNote}
        rows={2}
        maxLength={500}
      />
    </Form>
  );
}
