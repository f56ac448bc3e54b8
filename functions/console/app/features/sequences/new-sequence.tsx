import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { NameInput } from '../../ui/inputs.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ImportSequence } from './import-sequence.tsx';
import { newId } from './new-id.ts';
import { Starters } from './starters.tsx';

const ways = ['example', 'blank', 'file'] as const;
type Way = (typeof ways)[number];

/** Makes a sequence: from an example, an empty one, or from a file. `way` stands in the address; undefined: nothing is being made. */
export function NewSequence({
  way,
  onWay,
}: {
  way: string | undefined;
  onWay: (way: string | undefined) => void;
}) {
  const t = useT();
  const navigate = useNavigate();
  const open = (id: string): void => void navigate({ to: '/sequences/$id', params: { id } });
  return (
    <Dialog open={way !== undefined} onClose={() => onWay(undefined)} title={t('New sequence')} wide>
      <Tabs<Way>
        label={t('How to start')}
        current={ways.find((each) => each === way) ?? 'example'}
        onChange={onWay}
        tabs={[
          { id: 'example', label: t('From an example'), content: <Starters onMade={open} /> },
          { id: 'blank', label: t('Empty'), content: <EmptySequence onMade={open} /> },
          { id: 'file', label: t('From a file'), content: <ImportSequence onMade={open} /> },
        ]}
      />
    </Dialog>
  );
}

function EmptySequence({ onMade }: { onMade: (id: string) => void }) {
  const t = useT();
  const [name, setName] = useState('');
  const put = useAct('PUT /v1/sequences/{id}', {
    refreshes: ['GET /v1/sequences'],
    onDone: ({ id }) => onMade(id),
  });
  return (
    <Form
      error={put.error}
      onSubmit={() =>
        put.mutate({
          params: { id: newId(name, 12) },
          body: { name, draft: { steps: [] } },
          revision: 'new',
        })
      }
      actions={<FormButtons action={t('Make it')} busy={put.isPending} />}
    >
      <NameInput value={name} onChange={setName} autoFocus hint={t('Only your colleagues see it.')} />
    </Form>
  );
}
