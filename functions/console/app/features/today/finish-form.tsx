import { Phone } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { CallTimer, useTimer } from './call-timer.tsx';
import { secondsOf } from './duration.ts';
import { isCall, type Task } from './task-types.ts';

/** Doing a task that sends nothing from here: what to do, and how it went. */
export function FinishForm({
  task,
  form,
  onDone,
  onSkip,
}: {
  task: Task;
  form: RefObject<HTMLFormElement | null>;
  onDone: (body: { outcome?: string; durationSeconds?: number }) => void;
  onSkip: () => void;
}) {
  const t = useT();
  const [outcome, setOutcome] = useState('');
  const [error, setError] = useState<unknown>();
  const timer = useTimer();
  const timed = isCall(task.type);
  const phone = task.lead?.phone;
  const submit = (): void => {
    const seconds = timed ? secondsOf(timer.stop()) : undefined;
    if (seconds === 'wrong') {
      setError(wrongDuration(t('Write minutes, or minutes and seconds: 3:05.')));
      return;
    }
    onDone({
      ...(outcome.trim() !== '' && { outcome: outcome.trim() }),
      ...(seconds !== undefined && { durationSeconds: seconds }),
    });
  };
  return (
    <>
      <Instructions task={task} />
      {(timed || task.type === 'whatsapp') &&
        (phone === undefined ? (
          <Notice tone="warn">{t('The lead has no telephone number.')}</Notice>
        ) : (
          <a
            href={`tel:${phone}`}
            onClick={timed ? timer.start : undefined}
            className={`${buttonClasses()} justify-self-start`}
          >
            <Phone size={16} aria-hidden />
            {t('Call {phone}', { phone })}
          </a>
        ))}
      <Form
        ref={form}
        error={error}
        onSubmit={submit}
        actions={
          <>
            <Button look="main" type="submit" aria-keyshortcuts="e">
              {t('Done')}
            </Button>
            <Button onClick={onSkip} aria-keyshortcuts="s">
              {t('Skip …')}
            </Button>
          </>
        }
      >
        {timed && <CallTimer timer={timer} />}
        <TextInput
          label={t('Outcome')}
          hint={t('Optional; it appears in the history of the lead.')}
          value={outcome}
          onChange={setOutcome}
          maxLength={500}
        />
      </Form>
    </>
  );
}

const wrongDuration = (message: string): ProblemError =>
  new ProblemError({
    type: 'about:blank',
    title: message,
    status: 400,
    errors: [{ in: 'body', path: 'durationSeconds', message }],
  });

/** The text of the task's template, or its note. */
export function Instructions({ task }: { task: Task }) {
  const t = useT();
  if (task.instructions === undefined) return null;
  return (
    <div className="grid gap-2">
      <p className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">{task.instructions}</p>
      {task.missing.length > 0 && (
        <p className="text-warn text-sm">
          {t('Not known of this lead: {names}', { names: task.missing.join(', ') })}
        </p>
      )}
    </div>
  );
}
