import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { afterChange } from './after-change.ts';
import type { Enrolment } from './enrolment-status.tsx';
import { stepsAfter, type Step } from './next-steps.tsx';

/** Goes on with a later step at once; those before it are skipped (D2). */
export function GoToStep({
  enrolment,
  steps,
  onClose,
}: {
  enrolment: Enrolment;
  steps: readonly Step[];
  onClose: () => void;
}) {
  const t = useT();
  const left = stepsAfter(steps, enrolment);
  const [step, setStep] = useState('');
  const go = useAct('POST /v1/enrollments/{id}/go-to-step', { refreshes: afterChange, onDone: onClose });
  const skipped = step === '' ? 0 : left.findIndex(({ id }) => id === step) + 1;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Go to a later step')}
      about={t('The steps before it are skipped for this lead, and it goes now, in the usual hours.')}
    >
      <Form
        error={go.error}
        onSubmit={() => go.mutate({ params: { id: enrolment.id }, body: { step } })}
        actions={
          <FormButtons
            action={t('Go to this step')}
            busy={go.isPending}
            disabled={step === ''}
            onCancel={onClose}
          />
        }
      >
        <Select
          label={t('Step')}
          path="step"
          value={step}
          empty={left.length === 0 ? t('No step is left') : t('Choose a step')}
          onChange={setStep}
          options={left.map(({ id, name }, index) => ({
            value: id,
            label: index === left.length - 1 ? t('{name} (the last one)', { name }) : name,
          }))}
        />
        {skipped > 0 && (
          <p className="text-soft">
            {t('{count, plural, one {# step is skipped} other {# steps are skipped}}', { count: skipped })}
          </p>
        )}
      </Form>
    </Dialog>
  );
}
