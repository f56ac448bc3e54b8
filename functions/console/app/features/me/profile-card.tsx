import { useId, useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { languages, msg, useT, type Message } from '../../i18n/i18n.ts';
import type { Me } from '../../shell/me.tsx';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { useGroups } from '../users/use-users.ts';

type User = NonNullable<Me['user']>;

const roleLabels: Record<Me['role'], Message> = {
  super_admin: msg('Super admin'),
  admin: msg('Admin'),
  manager: msg('Manager'),
  user: msg('User'),
};

const zones: readonly string[] = Intl.supportedValuesOf('timeZone');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** Who one is, and what one changes oneself of it. */
export function ProfileCard({ user }: { user: User }) {
  const t = useT();
  const { nameOf } = useGroups();
  return (
    <Card title={t('About me')}>
      <div className="grid gap-5">
        <Facts
          of={[
            [t('Name'), user.name],
            [t('Address'), user.email],
            [t('Role'), t(roleLabels[user.role])],
            [
              t('Groups'),
              user.groupIds.length === 0 ? t('None') : user.groupIds.map((id) => nameOf(id)).join(', '),
            ],
          ]}
        />
        <p className="text-soft text-sm">{t('Name, address, role and groups are changed by an admin.')}</p>
        <ProfileForm key={user.id} user={user} />
      </div>
    </Card>
  );
}

function ProfileForm({ user }: { user: User }) {
  const t = useT();
  const zoneList = useId();
  const [signature, setSignature] = useState(user.signature ?? '');
  const [phone, setPhone] = useState(user.phone ?? '');
  const [zone, setZone] = useState(user.zone);
  const [language, setLanguage] = useState<string>(user.language ?? '');
  const act = useAct('PATCH /v1/me', {
    refreshes: ['GET /v1/me', 'GET /v1/users'],
    onDone: () => void toast(t('Saved.')),
  });
  const save = (): void =>
    act.mutate({
      revision: user.revision,
      body: {
        signature: orNull(signature),
        phone: orNull(phone),
        zone,
        language: language === '' ? null : (language as keyof typeof languages),
      },
    });
  return (
    <Form error={act.error} onSubmit={save} actions={<FormButtons action={t('Save')} busy={act.isPending} />}>
      <TextArea
        label={t('Signature')}
        path="signature"
        hint={t('Appears in mails whose template uses it.')}
        value={signature}
        onChange={setSignature}
        rows={4}
        maxLength={2000}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          label={t('Telephone')}
          path="phone"
          type="tel"
          hint={t('With its country, as +33 6 12 34 56 78')}
          value={phone}
          onChange={setPhone}
        />
        <Select
          label={t('Language of mails to me')}
          path="language"
          value={language}
          onChange={setLanguage}
          empty={t('That of the organisation')}
          options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <div>
          <TextInput
            label={t('Time zone')}
            path="zone"
            hint={t('My working hours, and the times shown here')}
            value={zone}
            onChange={setZone}
            list={zoneList}
          />
          <datalist id={zoneList}>
            {zones.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </div>
      </div>
    </Form>
  );
}
