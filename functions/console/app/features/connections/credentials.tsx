import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Checkbox } from '../../ui/inputs.tsx';
import { Facts } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Connection, Service } from './connection-words.ts';
import { CredentialField } from './credential-field.tsx';
import { fieldWords, needOf, optionWords } from './field-words.ts';

type Props = {
  service: Service;
  connection: Connection | undefined;
  onAddress: (address: string) => void;
};

/** What a service needs to let Relance in: what is kept, and the form that gives or replaces it. */
export function Credentials(props: Props) {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const [isOpen, setOpen] = useState(props.connection === undefined);
  if (isOpen && isSuperAdmin) return <CredentialsForm {...props} onClose={() => setOpen(false)} />;
  return (
    <div className="grid justify-items-start gap-3">
      <Kept {...props} />
      {isSuperAdmin && <Button onClick={() => setOpen(true)}>{t('Change')}</Button>}
    </div>
  );
}

/** What was given: settings in full, of secret values only that they are there. */
function Kept({ service, connection }: Pick<Props, 'service' | 'connection'>) {
  const t = useT();
  if (connection === undefined) return null;
  const { settings, given, credentialsAt, completesCallTasks } = connection;
  const labelOf = (name: string): string => {
    const words = fieldWords[`${service.kind}.${name}`];
    return words === undefined
      ? (service.fields.find((field) => field.name === name)?.label ?? name)
      : t(words.label);
  };
  const said = (value: string): string => (optionWords[value] === undefined ? value : t(optionWords[value]));
  return (
    <Facts
      of={[
        ...service.fields.flatMap(({ name, secret }) => {
          if (secret) return given.includes(name) ? [[labelOf(name), t('Kept')] as const] : [];
          const value = settings[name];
          return value === undefined ? [] : [[labelOf(name), said(value)] as const];
        }),
        service.sort === 'calls' && [
          t('Open call task'),
          completesCallTasks === true ? t('Completed by a call') : t('Left open'),
        ],
        [t('Given'), when(credentialsAt, 'dayWithYear')],
      ]}
    />
  );
}

const filled = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));

function CredentialsForm({ service, connection, onAddress, onClose }: Props & { onClose: () => void }) {
  const t = useT();
  const { kind, label, fields, sort, standIn, documentation } = service;
  const [settings, setSettings] = useState<Record<string, string>>(() => ({
    ...Object.fromEntries(fields.flatMap(({ name, options }) => (options?.[0] ? [[name, options[0]]] : []))),
    ...connection?.settings,
  }));
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [completes, setCompletes] = useState(connection?.completesCallTasks ?? true);
  const put = useAct('PUT /v1/connections/{kind}', {
    refreshes: ['GET /v1/connections'],
    onDone: (saved) => {
      toast(t('The credentials of {name} are kept.', { name: label }));
      if (saved.address !== undefined) onAddress(saved.address);
      onClose();
    },
  });
  const isKept = connection !== undefined;
  const save = (given: { settings: Record<string, string>; credentials: Record<string, string> }): void =>
    put.mutate({
      params: { kind },
      revision: connection?.revision ?? 'new',
      body: { ...given, ...(sort === 'calls' && { completesCallTasks: completes }) },
    });
  const asked = fields.filter((field) => needOf(field, settings['flow']) !== 'not-asked');
  const namesAsked = new Set(asked.map(({ name }) => name));
  const onlyAsked = (values: Record<string, string>): Record<string, string> =>
    filled(Object.fromEntries(Object.entries(values).filter(([name]) => namesAsked.has(name))));
  return (
    <Form
      error={put.error}
      className="grid max-w-xl gap-4"
      onSubmit={() => save({ settings: onlyAsked(settings), credentials: onlyAsked(secrets) })}
      actions={
        <>
          <FormButtons
            action={isKept ? t('Keep the new values') : t('Connect')}
            busy={put.isPending}
            onCancel={isKept ? onClose : undefined}
          />
          {standIn !== undefined && (
            <Button
              busy={put.isPending}
              title={t('Connects a made-up {name} that runs on this machine.', { name: label })}
              onClick={() => save(standIn)}
            >
              {t('Try with the stand-in')}
            </Button>
          )}
        </>
      }
    >
      <p className="text-soft">
        {t('{name} tells where to get these values:', { name: label })}{' '}
        <a
          href={documentation}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 [overflow-wrap:anywhere]"
        >
          {new URL(documentation).hostname}
          <ExternalLink size={13} aria-hidden />
        </a>
      </p>
      {asked.map((field) => (
        <CredentialField
          key={field.name}
          kind={kind}
          field={field}
          isOptional={needOf(field, settings['flow']) === 'optional'}
          isKept={connection?.given.includes(field.name) === true}
          value={(field.secret ? secrets : settings)[field.name] ?? ''}
          onChange={(value) => {
            const set = field.secret ? setSecrets : setSettings;
            set((before) => ({ ...before, [field.name]: value }));
          }}
        />
      ))}
      {sort === 'calls' && (
        <Checkbox
          label={t('A call with a lead completes the lead’s open call task')}
          hint={t('With its outcome and its length.')}
          checked={completes}
          onChange={setCompletes}
        />
      )}
    </Form>
  );
}
