import { useT } from '../../../i18n/i18n.ts';
import { meanings, type Choice } from './columns.ts';
import type { CsvFile } from './read-file.ts';

/** The first rows as they will be read. */
export function FilePreview({ file, choices }: { file: CsvFile; choices: readonly Choice[] }) {
  const t = useT();
  const shown = choices.flatMap((choice, index) =>
    choice.kind === 'left-out'
      ? []
      : [{ index, label: choice.kind === 'value' ? t(meanings[choice.of]) : choice.name }],
  );
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('First rows of the file')}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{t('First rows of the file')}</caption>
        <thead>
          <tr>
            <th scope="col" className="text-soft border-line border-b py-1 pr-3 text-left font-medium">
              {t('Line')}
            </th>
            {shown.map(({ index, label }) => (
              <th
                key={index}
                scope="col"
                className="text-soft border-line border-b px-3 py-1 text-left font-medium whitespace-nowrap"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.rows.map(({ line, cells }) => (
            <tr key={line}>
              <td className="text-soft py-1 pr-3 tabular-nums">{line}</td>
              {shown.map(({ index }) => (
                <td key={index} className="max-w-64 truncate px-3 py-1 whitespace-nowrap">
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
