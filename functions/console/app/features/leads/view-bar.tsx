import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { isSameView, useViews, type View, type ViewSearch } from './views.ts';

/** Views of the list: everybody, one's own, the qualified, and those that one has named. */
export function ViewBar({ search }: { search: ViewSearch }) {
  const t = useT();
  const { userId } = useMe();
  const { views, add, remove } = useViews(userId);
  const [isNaming, setNaming] = useState(false);
  const fixed: View[] = [
    { name: t('All leads'), search: {} },
    { name: t('My leads'), search: { owner: userId } },
    { name: t('Qualified'), search: { qualified: 'true' } },
  ];
  const isNamed = [...fixed, ...views].some((view) => isSameView(view.search, search));
  return (
    <nav aria-label={t('Views')} className="flex flex-wrap items-center gap-1.5">
      {fixed.map((view) => (
        <ViewLink key={view.name} view={view} isCurrent={isSameView(view.search, search)} />
      ))}
      {views.map((view) => (
        <span key={view.name} className="inline-flex items-center">
          <ViewLink view={view} isCurrent={isSameView(view.search, search)} />
          <Button
            look="bare"
            small
            aria-label={t('Remove the view {name}', { name: view.name })}
            onClick={() => remove(view.name)}
          >
            <X size={14} aria-hidden />
          </Button>
        </span>
      ))}
      {!isNamed && (
        <Button look="bare" small onClick={() => setNaming(true)}>
          {t('Save this view')}
        </Button>
      )}
      {isNaming && (
        <NameView
          onClose={() => setNaming(false)}
          onName={(name) => {
            add({ name, search });
            setNaming(false);
          }}
        />
      )}
    </nav>
  );
}

const ViewLink = ({ view, isCurrent }: { view: View; isCurrent: boolean }) => (
  <Link
    to="/leads"
    search={view.search}
    aria-current={isCurrent ? 'true' : undefined}
    className={classes(
      'inline-flex min-h-7 items-center rounded-full border px-3 text-sm no-underline',
      isCurrent ? 'bg-tint border-accent text-accent font-medium' : 'border-line text-ink hover:bg-raised',
    )}
  >
    {view.name}
  </Link>
);

function NameView({ onName, onClose }: { onName: (name: string) => void; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState('');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Save this view')}
      about={t('The filters as they are now, under a name, for you on this browser.')}
    >
      <Form
        onSubmit={() => name.trim() !== '' && onName(name.trim())}
        actions={<FormButtons action={t('Save')} disabled={name.trim() === ''} onCancel={onClose} />}
      >
        <TextInput label={t('Name of the view')} value={name} onChange={setName} maxLength={40} autoFocus />
      </Form>
    </Dialog>
  );
}
