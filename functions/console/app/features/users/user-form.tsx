import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { languages, useT, type ConsoleLanguage } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { FieldGroup, Form } from '../../ui/form.tsx';
import { Checkbox, NameInput, Select, TextArea, TextInput } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { changedByUsers } from './changed-by-users.ts';
import { idFor } from './id-for.ts';
import { roleNames, roles, type Role } from './roles.ts';
import { SwitchUser } from './switch-user.tsx';
import { useGroups, type User } from './use-users.ts';
import { ZoneInput } from './zone-input.tsx';

type Draft = Omit<User, 'id' | 'revision'>;

/** Makes or changes a user. Without a revision it is a new one, whose id follows the name until it is written by hand. */
export function UserForm({ user }: { user: Draft & Partial<Pick<User, 'id' | 'revision'>> }) {
  const t = useT();
  const navigate = useNavigate();
  const isSuperAdmin = useIs('super_admin');
  const { id: knownId, revision: readRevision, ...values } = user;
  // What was read when the form opened, or written by it since: what others change meanwhile is told, not overwritten.
  const [revision, setRevision] = useState(readRevision);
  const [draft, setDraft] = useState<Draft>(values);
  const [id, setId] = useState<string>();
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const save = useAct('PUT /v1/users/{id}', {
    refreshes: changedByUsers,
    onDone: (saved) => {
      toast(t('Saved.'));
      setRevision(saved.revision);
      if (knownId === undefined) void navigate({ to: '/users/$id', params: { id: saved.id } });
    },
  });
  const { groups } = useGroups();
  const shownId = knownId ?? id ?? idFor(draft.name);
  const { phone, signature, language, ...rest } = draft;
  const body = {
    ...rest,
    ...(phone && { phone }),
    ...(signature && { signature }),
    ...(language && { language }),
  };
  return (
    <Form
      error={save.error}
      onSubmit={() => save.mutate({ params: { id: shownId }, body, revision: revision ?? 'new' })}
      actions={
        <>
          <Button type="submit" look="main" busy={save.isPending}>
            {knownId === undefined ? t('Create the user') : t('Save')}
          </Button>
          {knownId !== undefined && readRevision !== undefined && (
            <SwitchUser user={{ ...values, id: knownId, revision: readRevision }} />
          )}
        </>
      }
    >
      <Card title={t('Who it is')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <NameInput value={draft.name} onChange={(name) => change({ name })} />
          <TextInput
            label={t('Mail address')}
            hint={t('Mails go out in the name of this user, and replies are forwarded to this address.')}
            path="email"
            type="email"
            value={draft.email}
            onChange={(email) => change({ email })}
          />
          {knownId === undefined && (
            <TextInput
              label={t('Id')}
              hint={t('The name of the user in addresses and exports; it cannot be changed later.')}
              path="id"
              maxLength={20}
              value={shownId}
              onChange={setId}
            />
          )}
          <TextInput
            label={t('Phone')}
            hint={t('With the code of the country, such as +33612345678.')}
            path="phone"
            type="tel"
            value={phone ?? ''}
            onChange={(next) => change({ phone: next })}
          />
          <ZoneInput
            label={t('Time zone')}
            hint={t('Working hours and days are read in it.')}
            path="zone"
            value={draft.zone}
            onChange={(zone) => change({ zone })}
          />
          <Select<ConsoleLanguage>
            label={t('Language of mails to this user')}
            path="language"
            value={language ?? ''}
            onChange={(next) => change({ language: next })}
            options={(Object.keys(languages) as ConsoleLanguage[]).map((code) => ({
              value: code,
              label: languages[code],
            }))}
            empty={t('That of the organisation')}
          />
        </div>
      </Card>
      <Card title={t('Role and groups')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Select<Role>
            label={t('Role')}
            hint={t(roles[draft.role].about)}
            path="role"
            value={draft.role}
            onChange={(role) => change({ role })}
            options={roleNames.map((role) => ({
              value: role,
              label: t(roles[role].label),
              disabled: role === 'super_admin' && !isSuperAdmin,
            }))}
          />
          <FieldGroup
            label={t('Groups')}
            path="groupIds"
            hint={groups.length === 0 && t('There is no group yet: make one under Groups.')}
          >
            {groups.map((group) => (
              <Checkbox
                key={group.id}
                label={group.name}
                checked={draft.groupIds.includes(group.id)}
                onChange={(on) => {
                  const others = draft.groupIds.filter((each) => each !== group.id);
                  change({ groupIds: on ? [...others, group.id] : others });
                }}
              />
            ))}
          </FieldGroup>
        </div>
      </Card>
      <Card title={t('Signature')}>
        <TextArea
          label={t('Signature')}
          hideLabel
          hint={t('Templates show it where they say so.')}
          path="signature"
          maxLength={2000}
          value={signature ?? ''}
          onChange={(next) => change({ signature: next })}
        />
      </Card>
    </Form>
  );
}
