import { createContext, useContext } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { GroupProblem } from '../../ui/form.tsx';
import { TextArea, TextInput } from '../../ui/inputs.tsx';
import { languageNames, type ClientLanguage } from '../editor/client-languages.ts';
import type { Words } from './survey-draft.ts';

/** The languages that are written side by side. */
export const WrittenLanguages = createContext<readonly ClientLanguage[]>(['en']);

/** A text in the languages that are shown, side by side. */
export function LocalizedInput({
  label,
  path,
  value,
  onChange,
  maxLength,
  rows,
}: {
  label: string;
  path: string;
  value: Words;
  onChange: (value: Words) => void;
  maxLength: number;
  /** Several lines. */
  rows?: number;
}) {
  const t = useT();
  const shown = useContext(WrittenLanguages);
  return (
    <div className="grid gap-1">
      <div className={shown.length > 1 ? 'grid gap-3 sm:grid-cols-2' : 'grid'}>
        {shown.map((language) => {
          const common = {
            label: shown.length > 1 ? `${label} · ${t(languageNames[language])}` : label,
            path: `${path}.${language}`,
            value: value[language] ?? '',
            maxLength,
            onChange: (text: string) => onChange({ ...value, [language]: text }),
          };
          return rows === undefined ? (
            <TextInput key={language} {...common} />
          ) : (
            <TextArea key={language} {...common} rows={rows} />
          );
        })}
      </div>
      <GroupProblem path={path} />
    </div>
  );
}
