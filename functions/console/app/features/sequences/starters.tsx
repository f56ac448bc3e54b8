import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useAct, useRead } from '../../api/queries.ts';
import { i18n, languages, useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Read } from '../../ui/states.tsx';
import { newId } from './new-id.ts';
import { stepKinds } from './step-kinds.ts';

type Starter = ItemOf<'GET /v1/starters'>;
type Language = Starter['language'];

/** Sequences that are written already, to begin with; one becomes a draft with its texts, to be changed at will. */
export function Starters({ onMade }: { onMade: (id: string) => void }) {
  const t = useT();
  const [language, setLanguage] = useState<Language>(i18n.locale as Language);
  const read = useRead('GET /v1/starters', { query: { language } });
  const make = useAct('POST /v1/starters/{id}', {
    refreshes: ['GET /v1/sequences', 'GET /v1/templates'],
    onDone: ({ id }) => onMade(id),
  });
  return (
    <div className="grid gap-4">
      <div className="sm:max-w-60">
        <Select<Language>
          label={t('Language of the texts')}
          value={language}
          onChange={setLanguage}
          options={Object.entries(languages).map(([value, label]) => ({ value: value as Language, label }))}
        />
      </div>
      <ProblemNotice error={make.error} />
      <Read of={read}>
        {({ items }) => (
          <ul className="grid gap-3">
            {items.map((starter) => (
              <OneStarter
                key={starter.id}
                starter={starter}
                busy={make.isPending}
                onChoose={() =>
                  make.mutate({
                    params: { id: starter.id },
                    body: { language: starter.language, as: newId(starter.name, 12) },
                  })
                }
              />
            ))}
          </ul>
        )}
      </Read>
    </div>
  );
}

function OneStarter({
  starter: { name, about, steps },
  busy,
  onChoose,
}: {
  starter: Starter;
  busy: boolean;
  onChoose: () => void;
}) {
  const t = useT();
  return (
    <li className="border-line grid gap-2 rounded-md border px-4 py-3">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="font-medium">{name}</h3>
          <p className="text-soft">{about}</p>
        </div>
        <Button busy={busy} aria-label={t('Begin with “{name}”', { name })} onClick={onChoose}>
          {t('Begin with it')}
        </Button>
      </div>
      <ol className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
        {steps.map((step, index) => {
          const { icon: Icon, label } = stepKinds[step.type];
          return (
            <li key={index} className="flex items-center gap-1">
              <Icon size={14} aria-hidden className="text-soft" />
              <span className="sr-only">{t(label)}</span>
              {step.name}
              {step.waitDays > 0 && (
                <span className="text-soft">
                  {t('{count, plural, one {# working day} other {# working days}} later', {
                    count: step.waitDays,
                  })}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </li>
  );
}
