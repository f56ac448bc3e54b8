import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { DeleteSequence } from './delete-sequence.tsx';
import { newId } from './new-id.ts';
import type { Sequence } from './types.ts';

/** Hands a text to the browser as a file. */
function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What else can be done with a sequence as a whole. */
export function SequenceMenu({
  sequence,
  onRename,
  onDeleted,
}: {
  sequence: Sequence;
  onRename?: () => void;
  onDeleted?: () => void;
}) {
  const t = useT();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { id, name, status } = sequence;
  const duplicate = useAct('POST /v1/sequences/{id}/duplicate', {
    refreshes: ['GET /v1/sequences'],
    onDone: (copy) => {
      toast(t('This is the copy.'));
      void navigate({ to: '/sequences/$id', params: { id: copy.id } });
    },
  });
  const exported = async (): Promise<void> => {
    try {
      const file = await call('GET /v1/sequences/{id}/file', { params: { id } });
      download(`${id}.json`, JSON.stringify(file, null, 2));
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  };
  const copyName = t('{name} (copy)', { name: name.slice(0, 85) });
  const items: (MenuItem | 'line')[] = [
    ...(onRename ? [{ label: t('Rename'), onSelect: onRename }] : []),
    {
      label: t('Duplicate'),
      onSelect: () =>
        duplicate.mutate(
          { params: { id }, body: { id: newId(name, 12), name: copyName } },
          { onError: ({ message }) => void toast(message) },
        ),
    },
    { label: t('Export as a file'), onSelect: () => void exported() },
    ...(status === 'deleted'
      ? []
      : ['line' as const, { label: t('Delete …'), onSelect: () => setDeleting(true), danger: true }]),
  ];
  return (
    <>
      <Menu
        trigger={
          <Button aria-label={t('More')}>
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
        items={items}
      />
      {isDeleting && (
        <DeleteSequence
          sequence={sequence}
          onClose={() => setDeleting(false)}
          onDeleted={onDeleted ?? (() => undefined)}
        />
      )}
    </>
  );
}
