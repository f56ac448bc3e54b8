import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { useActiveSequences } from '../enroll/use-sequences.ts';
import { afterChange } from './after-change.ts';

/** Stops a sequence for a lead and begins another one. */
export function MoveEnrolment({ id, from, onClose }: { id: string; from: string; onClose: () => void }) {
  const t = useT();
  const [sequenceId, setSequenceId] = useState('');
  const sequences = useActiveSequences();
  const move = useAct('POST /v1/enrollments/{id}/move', { refreshes: afterChange, onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Move to another sequence')}
      about={t('This one stops for good, and the lead begins the other at its first step.')}
    >
      <Form
        error={move.error}
        onSubmit={() => move.mutate({ params: { id }, body: { sequenceId } })}
        actions={
          <FormButtons
            action={t('Move')}
            busy={move.isPending}
            disabled={sequenceId === ''}
            onCancel={onClose}
          />
        }
      >
        <Select
          label={t('Sequence')}
          path="sequenceId"
          value={sequenceId}
          empty={t('Choose a sequence')}
          onChange={setSequenceId}
          options={sequences.items
            .filter((each) => each.id !== from)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      </Form>
    </Dialog>
  );
}
