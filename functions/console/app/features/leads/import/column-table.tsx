import { msg, useT, type Message } from '../../../i18n/i18n.ts';
import { Select, TextInput } from '../../../ui/inputs.tsx';
import {
  fieldNameOf,
  meanings,
  type Choice,
  type ColumnProblem,
  type Meaning,
  type Problem,
} from './columns.ts';
import type { CsvFile } from './read-file.ts';

const problemTexts: Record<ColumnProblem, Message> = {
  'no-address': msg('No address'),
  twice: msg('Another column gives this already: choose something else, or leave one out.'),
  'bad-name': msg('A letter, then up to 39 letters, digits or “_”.'),
};

/** Each column of the file with examples, and what becomes of it. */
export function ColumnTable({
  file,
  choices,
  problems,
  onChange,
}: {
  file: CsvFile;
  choices: readonly Choice[];
  problems: readonly Problem[];
  onChange: (choices: Choice[]) => void;
}) {
  const t = useT();
  const options = [
    ...Object.entries(meanings).map(([value, label]) => ({ value, label: t(label) })),
    { value: 'own', label: t('A field of your own') },
    { value: 'left-out', label: t('Leave out') },
  ];
  const choose = (index: number, choice: Choice): void =>
    onChange(choices.map((each, at) => (at === index ? choice : each)));
  const chosen = (value: string, column: string): Choice =>
    value === 'left-out'
      ? { kind: 'left-out' }
      : value === 'own'
        ? { kind: 'own', name: fieldNameOf(column) || 'field' }
        : { kind: 'value', of: value as Meaning };
  return (
    <ul className="divide-line grid divide-y">
      {file.header.map((column, index) => {
        const choice = choices[index] ?? { kind: 'left-out' };
        const problem = problems.find((each) => each.index === index)?.problem;
        const name = column === '' ? t('Column {number}, without a name', { number: index + 1 }) : column;
        const examples = file.rows.map(({ cells }) => cells[index]?.trim() ?? '').filter(Boolean);
        return (
          <li key={index} className="grid gap-2 py-2.5 sm:grid-cols-[1fr_14rem_14rem] sm:items-start">
            <div className="min-w-0">
              <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
              <p className="text-soft truncate text-sm">
                {examples.length === 0 ? t('empty in the first rows') : examples.slice(0, 3).join(' · ')}
              </p>
            </div>
            <Select
              label={t('What {column} is', { column: name })}
              hideLabel
              value={choice.kind === 'value' ? choice.of : choice.kind}
              onChange={(value) => choose(index, chosen(value, column))}
              options={options}
            />
            {choice.kind === 'own' ? (
              <TextInput
                label={t('Name of the field of {column}', { column: name })}
                hideLabel
                value={choice.name}
                maxLength={40}
                onChange={(text) => choose(index, { kind: 'own', name: text })}
              />
            ) : (
              <span />
            )}
            {problem !== undefined && (
              <p className="text-bad text-sm font-medium sm:col-span-3">{t(problemTexts[problem])}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
