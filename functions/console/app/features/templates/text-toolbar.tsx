import { Bold, Italic, Link2, List } from 'lucide-react';
import type { RefObject } from 'react';
import { msg, useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { inputClasses } from '../../ui/inputs.tsx';
import { insertAround, type Writable } from './insert.ts';
import { variables } from './variables.ts';

const marks = [
  { label: msg('Bold'), icon: Bold, before: '<strong>', after: '</strong>' },
  { label: msg('Italic'), icon: Italic, before: '<em>', after: '</em>' },
  { label: msg('Link'), icon: Link2, before: '<a href="https://">', after: '</a>' },
  { label: msg('List'), icon: List, before: '<ul>\n  <li>', after: '</li>\n</ul>' },
];

/** Inserts values and marks where the cursor was last. */
export function TextToolbar({ into, isMail }: { into: RefObject<Writable | null>; isMail: boolean }) {
  const t = useT();
  const insert = (before: string, after?: string): void => {
    if (into.current) insertAround(into.current, before, after);
  };
  const insertVariable = (name: string): void => {
    // Of an own field the name is still to be typed: the cursor stands where it goes.
    if (name.endsWith('.')) insert(`{{ ${name}`, ' }}');
    else insert(`{{ ${name} }}`);
  };
  return (
    <div role="group" aria-label={t('Insert into the text')} className="flex flex-wrap items-center gap-1">
      <select
        aria-label={t('Insert a value')}
        value=""
        onChange={(event) => insertVariable(event.target.value)}
        className={`${inputClasses} min-h-8 max-w-56 text-sm`}
      >
        <option value="">{t('Insert a value …')}</option>
        {variables.map(([name, label]) => (
          <option key={name} value={name}>
            {t(label)}
          </option>
        ))}
      </select>
      {isMail &&
        marks.map(({ label, icon: Icon, before, after }) => (
          <Button
            key={before}
            look="bare"
            small
            aria-label={t(label)}
            title={t(label)}
            onClick={() => insert(before, after)}
          >
            <Icon size={15} aria-hidden />
          </Button>
        ))}
    </div>
  );
}
