import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toast } from '../../ui/toast.tsx';
import { newId } from '../sequences/new-id.ts';
import type { Template } from './template-kinds.ts';

/** What else can be done with a template as a whole. */
export function TemplateMenu({ template: { id, name, revision, ownerId, usedBy } }: { template: Template }) {
  const t = useT();
  const me = useMe();
  const canDelete = useIs('admin') || ownerId === me.userId;
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const duplicate = useAct('POST /v1/templates/{id}/duplicate', {
    refreshes: ['GET /v1/templates'],
    onDone: (copy) => {
      toast(t('This is the copy. It is yours.'));
      void navigate({ to: '/templates/$id', params: { id: copy.id } });
    },
  });
  const deletion = useAct('DELETE /v1/templates/{id}', {
    onDone: () => {
      toast(t('“{name}” is deleted.', { name }));
      void navigate({ to: '/templates' });
    },
  });
  const copyName = t('{name} (copy)', { name: name.slice(0, 85) });
  return (
    <>
      <Button
        busy={duplicate.isPending}
        onClick={() =>
          duplicate.mutate(
            { params: { id }, body: { id: newId(name, 40), name: copyName } },
            { onError: ({ message }) => void toast(message) },
          )
        }
      >
        {t('Duplicate')}
      </Button>
      {canDelete && (
        <Button look="danger" onClick={() => setDeleting(true)}>
          {t('Delete …')}
        </Button>
      )}
      <Confirm
        open={isDeleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => deletion.mutate({ params: { id }, revision })}
        title={t('Delete “{name}”?', { name })}
        action={t('Delete for good')}
        busy={deletion.isPending}
        error={deletion.error}
      >
        {usedBy > 0
          ? t(
              'It is used in {count, plural, one {# sequence} other {# sequences}}, so it cannot be deleted: take it out there first.',
              { count: usedBy },
            )
          : t('No sequence uses it. It cannot be brought back.')}
      </Confirm>
    </>
  );
}
