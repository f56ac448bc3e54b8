import { useState, type ChangeEvent } from 'react';
import type { Asked } from '../../api/operations.ts';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Field, Form, FormButtons } from '../../ui/form.tsx';
import { inputClasses, NameInput } from '../../ui/inputs.tsx';
import { newId } from './new-id.ts';

type SequenceFile = Asked<'POST /v1/sequences/import'>['body']['file'];
type Chosen = { file: SequenceFile; name: string };

/** Most bytes of a file of a sequence that the API takes. */
const MOST_BYTES = 5_000_000;

/** Makes a sequence and its templates from a file that was exported here or elsewhere. */
export function ImportSequence({ onMade }: { onMade: (id: string) => void }) {
  const t = useT();
  const [chosen, setChosen] = useState<Chosen>();
  const [problem, setProblem] = useState<string>();
  const imported = useAct('POST /v1/sequences/import', {
    refreshes: ['GET /v1/sequences', 'GET /v1/templates'],
    onDone: ({ id }) => onMade(id),
  });
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [picked] = target.files ?? [];
    setChosen(undefined);
    setProblem(undefined);
    imported.reset();
    if (picked === undefined) return;
    if (picked.size > MOST_BYTES) {
      setProblem(t('The file is larger than 5 MB, which is more than a sequence takes.'));
      return;
    }
    try {
      const file = JSON.parse(await picked.text()) as SequenceFile;
      setChosen({ file, name: typeof file.name === 'string' ? file.name : '' });
    } catch {
      setProblem(t('This is no file of a sequence: it is not JSON.'));
    }
  };
  return (
    <Form
      error={imported.error}
      onSubmit={() =>
        chosen &&
        imported.mutate({
          body: { id: newId(chosen.name, 12), file: chosen.file, ...(chosen.name && { name: chosen.name }) },
        })
      }
      actions={<FormButtons action={t('Import')} busy={imported.isPending} disabled={chosen === undefined} />}
    >
      <Field
        label={t('File')}
        path="file"
        hint={t('A .json file, as “Export as a file” of a sequence makes it. Its texts come with it.')}
      >
        {({ id, describedBy }) => (
          <input
            id={id}
            type="file"
            accept="application/json,.json"
            aria-describedby={describedBy}
            onChange={(event) => void choose(event)}
            className={`${inputClasses} py-1.5`}
          />
        )}
      </Field>
      {problem !== undefined && (
        <p role="alert" className="text-bad font-medium">
          {problem}
        </p>
      )}
      {chosen !== undefined && (
        <NameInput value={chosen.name} onChange={(name) => setChosen({ ...chosen, name })} />
      )}
    </Form>
  );
}
