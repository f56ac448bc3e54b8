import { useState } from 'react';
import { number } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNotice } from '../../../ui/form.tsx';
import { Checkbox } from '../../../ui/inputs.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { guessed, nameOfColumn, problemsOf, type Choice } from './columns.ts';
import { ColumnTable } from './column-table.tsx';
import { FilePreview } from './file-preview.tsx';
import { mappedFile, type CsvFile } from './read-file.ts';
import { sendFile } from './send-file.ts';

/** Says what the columns of a file are, shows the first rows as they will be read, and starts the import. */
export function MapColumns({
  file,
  onStarted,
  onAnother,
}: {
  file: CsvFile;
  onStarted: (jobId: string) => void;
  onAnother: () => void;
}) {
  const t = useT();
  const [choices, setChoices] = useState<Choice[]>(() => guessed(file.header));
  const [strict, setStrict] = useState(false);
  const [sent, setSent] = useState<number>();
  const [error, setError] = useState<unknown>();
  // The same key when an attempt is repeated: a request whose answer was lost imports nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const problems = problemsOf(choices);
  const hasNoAddress = problems.some(({ problem }) => problem === 'no-address');
  const start = async (): Promise<void> => {
    setSent(0);
    setError(undefined);
    try {
      const mapped = await mappedFile(file, choices.map(nameOfColumn));
      onStarted(await sendFile(mapped, { strict, key, onSent: setSent }));
    } catch (thrown) {
      setError(thrown);
      setSent(undefined);
    }
  };
  return (
    <div className="grid min-w-0 gap-5">
      <Card
        title={file.name}
        actions={
          <Button small onClick={onAnother}>
            {t('Another file')}
          </Button>
        }
      >
        <p>
          {file.isWhole
            ? t(
                '{count, plural, one {# row} other {# rows}} · {columns, plural, one {# column} other {# columns}}',
                {
                  count: file.checked,
                  columns: file.header.length,
                },
              )
            : t('{size} MB · {columns, plural, one {# column} other {# columns}}', {
                size: number(Math.round(file.content.size / 100_000) / 10),
                columns: file.header.length,
              })}
        </p>
        {file.wasConverted && (
          <p className="text-soft mt-1">
            {t('The file was not in UTF-8 and was converted. Look in the preview whether accents are right.')}
          </p>
        )}
        <OddRows file={file} />
      </Card>
      <Card title={t('What the columns are')}>
        <div className="grid gap-3">
          {hasNoAddress && (
            <Notice tone="warn" role="status">
              {looksLikeRow(file.header)
                ? t(
                    'The first line seems to be a person already. Put a line with the names of the columns above it, and choose the file again.',
                  )
                : t(
                    'Say which column holds the email address or the telephone number: without either, nobody can be reached.',
                  )}
            </Notice>
          )}
          <ColumnTable file={file} choices={choices} problems={problems} onChange={setChoices} />
        </div>
      </Card>
      <Card title={t('Preview')}>
        <FilePreview file={file} choices={choices} />
      </Card>
      <div className="grid justify-items-start gap-3">
        <Checkbox
          label={t('Import everybody or nobody')}
          hint={t(
            'Refuses the whole file when one row is refused. Otherwise the good rows are imported, and you get the others to fix.',
          )}
          checked={strict}
          onChange={setStrict}
        />
        <ProblemNotice error={error} />
        {sent !== undefined && (
          <div className="w-full max-w-md">
            <Progress percent={sent * 100} label={t('Sending the file')} />
          </div>
        )}
        <Button
          look="main"
          busy={sent !== undefined}
          disabled={problems.length > 0}
          onClick={() => void start()}
        >
          {t('Import')}
        </Button>
      </div>
    </div>
  );
}

const looksLikeRow = (header: readonly string[]): boolean => header.some((name) => name.includes('@'));

/** Rows which will be refused as they are, named by their lines. */
function OddRows({ file }: { file: CsvFile }) {
  const t = useT();
  const { oddRows, header } = file;
  if (oddRows.length === 0) return null;
  return (
    <div className="mt-3">
      <Notice tone="warn">
        <p className="font-medium">
          {t(
            '{count, plural, one {# row cannot be read and will be refused} other {# rows cannot be read and will be refused}}',
            {
              count: oddRows.length,
            },
          )}
        </p>
        <ul className="mt-1 grid gap-0.5">
          {oddRows.slice(0, 5).map(({ line, cells, isOpen }) => (
            <li key={line}>
              {isOpen
                ? t('Line {line}: a quotation mark is never closed', { line })
                : t('Line {line} has {count} cells, the first line {wanted}', {
                    line,
                    count: cells.length,
                    wanted: header.length,
                  })}
            </li>
          ))}
          {oddRows.length > 5 && <li>…</li>}
        </ul>
      </Notice>
    </div>
  );
}
