import { useState } from 'react';

/** What an editor of something is given; what is saved is a `Body` of its form. */
export type Editing<Form, Body = Form> = {
  initial: Form;
  isNew: boolean;
  busy: boolean;
  error: unknown;
  /** `done` is called once it is saved. */
  onSave: (body: Body, done: () => void) => void;
  /** Shows what is there now in place of what was typed. */
  onReload: () => void;
  onChanged: (isChanged: boolean) => void;
};

/** A form as it is typed, and whether something of it is not saved yet. */
export function useEdits<Form extends object>({
  initial,
  isNew,
  onChanged,
}: Pick<Editing<Form>, 'initial' | 'isNew' | 'onChanged'>) {
  const [form, setForm] = useState(initial);
  const [isChanged, setChanged] = useState(isNew);
  const mark = (next: boolean): void => {
    setChanged(next);
    onChanged(next);
  };
  return {
    form,
    isChanged,
    change: (changes: Partial<Form>): void => {
      setForm({ ...form, ...changes });
      mark(true);
    },
    saved: () => mark(false),
  };
}
