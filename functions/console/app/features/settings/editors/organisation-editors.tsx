import { languages, useT, type ConsoleLanguage } from '../../../i18n/i18n.ts';
import { Select, TextArea, TextInput } from '../../../ui/inputs.tsx';
import { ZoneInput } from '../../users/zone-input.tsx';
import type { EditorProps } from '../values.ts';

export function ProfileEditor({ value, onChange, path }: EditorProps<'profile'>) {
  const t = useT();
  return (
    <div className="grid gap-4">
      <TextInput
        label={t('Name of the organisation')}
        path={`${path}.name`}
        maxLength={200}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
      />
      <TextArea
        label={t('Postal address')}
        hint={t('For the footers of mails.')}
        path={`${path}.address`}
        rows={3}
        maxLength={500}
        value={value.address}
        onChange={(address) => onChange({ ...value, address })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <ZoneInput
          label={t('Time zone')}
          path={`${path}.zone`}
          value={value.zone}
          onChange={(zone) => onChange({ ...value, zone })}
        />
        <Select<ConsoleLanguage>
          label={t('Language')}
          path={`${path}.language`}
          value={value.language}
          onChange={(language) => onChange({ ...value, language })}
          options={(Object.keys(languages) as ConsoleLanguage[]).map((code) => ({
            value: code,
            label: languages[code],
          }))}
        />
      </div>
    </div>
  );
}
