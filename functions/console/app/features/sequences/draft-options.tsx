import { languages, useT } from '../../i18n/i18n.ts';
import { Checkbox, Select } from '../../ui/inputs.tsx';
import type { Draft } from './types.ts';

type LinkLanguage = NonNullable<Draft['unsubscribeLink']>['language'];

/** What holds for all steps of a sequence. */
export function DraftOptions({
  draft,
  onChange,
  disabled = false,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  disabled?: boolean;
}) {
  const t = useT();
  const { unsubscribeLink, ...without } = draft;
  return (
    <div className="grid gap-3">
      <Checkbox
        label={t('Stop when the lead replies')}
        hint={t('Otherwise replies are noted, and it goes on.')}
        checked={draft.stopOnReply ?? true}
        disabled={disabled}
        onChange={(stopOnReply) => onChange({ ...draft, stopOnReply })}
      />
      <Checkbox
        label={t('Stop when the lead is converted')}
        checked={draft.stopOnConversion ?? true}
        disabled={disabled}
        onChange={(stopOnConversion) => onChange({ ...draft, stopOnConversion })}
      />
      <div className="sm:max-w-80">
        <Select<LinkLanguage | ''>
          label={t('Link to unsubscribe at the end of each mail')}
          value={unsubscribeLink?.language ?? ''}
          disabled={disabled}
          onChange={(language) =>
            onChange(language === '' ? without : { ...draft, unsubscribeLink: { language } })
          }
          empty={t('None')}
          options={(Object.keys(languages) as LinkLanguage[]).map((language) => ({
            value: language,
            label: languages[language],
          }))}
        />
      </div>
    </div>
  );
}
