import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { useGroups, useUsers } from '../users/use-users.ts';

type ButtonOfLead = 'convert' | 'disqualify';

/** Sends a test to the webhook that a level of the settings decides, and shows what came of it. */
export function TestDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { users } = useUsers();
  const { groups } = useGroups();
  const [scope, setScope] = useState('organisation');
  const [button, setButton] = useState<ButtonOfLead>('convert');
  const level = useRead('GET /v1/settings/{scope}', { params: { scope } });
  const test = useAct('POST /v1/settings/{scope}/webhooks/test', {
    refreshes: ['GET /v1/webhook-deliveries'],
    onDone: ({ id }) => void navigate({ to: '/webhooks/$id', params: { id } }),
  });
  const webhook =
    level.data?.scope === scope ? (level.data.values.leadWebhooks?.[button] ?? undefined) : undefined;
  const where =
    level.data?.scope !== scope
      ? undefined
      : webhook === undefined
        ? t('No webhook is set at this level.')
        : webhook.active === false
          ? t('Goes to {url}, but is switched off.', { url: webhook.url })
          : t('Goes to {url}', { url: webhook.url });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Try a webhook')}
      about={t('Sends a signed test once. It is about nobody and changes nothing.')}
    >
      <Form
        error={test.error}
        onSubmit={() => test.mutate({ params: { scope }, body: { button } })}
        actions={<FormButtons action={t('Send the test')} busy={test.isPending} onCancel={onClose} />}
      >
        <Select
          label={t('Whose webhook')}
          value={scope}
          onChange={setScope}
          options={[
            { value: 'organisation', label: t('The organisation’s') },
            ...groups.map(({ id, name }) => ({ value: `group.${id}`, label: t('Group: {name}', { name }) })),
            ...users.map(({ id, name }) => ({ value: `user.${id}`, label: t('User: {name}', { name }) })),
          ]}
        />
        <Select
          label={t('Of which button')}
          path="button"
          value={button}
          onChange={setButton}
          options={[
            { value: 'convert', label: t('Convert') },
            { value: 'disqualify', label: t('Disqualify') },
          ]}
        />
        <p role="status" className="text-soft min-h-5 [overflow-wrap:anywhere]">
          {where}
        </p>
      </Form>
    </Dialog>
  );
}
