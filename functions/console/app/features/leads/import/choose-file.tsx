import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { msg, useT, type Message } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { classes } from '../../../ui/class-names.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/states.tsx';
import { MapColumns } from './map-columns.tsx';
import { readFile, type CsvFile, type FileProblem } from './read-file.ts';

const problems: Record<FileProblem, Message> = {
  empty: msg('The file is empty. Choose one with a first line of column names, and a row for each person.'),
  'no-rows': msg('The file has a first line and no rows under it: there is nobody to import.'),
  'not-text': msg(
    'This is no text file; it looks like a workbook. In your spreadsheet, choose “Save as” and the format CSV, then choose that file here.',
  ),
  'too-large': msg('The file has more than 100 MB. Split it into several.'),
  'first-line-open': msg(
    'A quotation mark in the first line is never closed, so the names of the columns cannot be read. Fix that line and choose the file again.',
  ),
  'too-many-columns': msg(
    'The first line names more than 200 columns. Leave some out and choose the file again.',
  ),
};

/** Chooses a file, or takes one that is dropped, and goes on to its columns. */
export function ChooseFile({ onStarted }: { onStarted: (jobId: string) => void }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [read, setRead] = useState<CsvFile | FileProblem | 'reading'>();
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setRead('reading');
    setRead(await readFile(file));
  };
  if (read === 'reading') return <Loading />;
  if (typeof read === 'object')
    return <MapColumns file={read} onStarted={onStarted} onAnother={() => setRead(undefined)} />;
  return (
    <div className="grid gap-4">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
        className={classes(
          'grid justify-items-center gap-3 rounded-lg border border-dashed px-6 py-12 text-center',
          isOver ? 'bg-tint border-accent' : 'bg-paper border-line',
        )}
      >
        <Upload size={28} aria-hidden className="text-soft" />
        <p>{t('Drop a CSV file here, or choose one.')}</p>
        <Button look="main" onClick={() => input.current?.click()}>
          {t('Choose a file')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,text/csv"
          aria-label={t('File of leads')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <p className="text-soft max-w-prose text-sm">
          {t(
            'The first line names the columns; each row is a person with an email address or a telephone number. Nothing is sent before you have seen it.',
          )}
        </p>
      </div>
      {read !== undefined && (
        <Notice tone="bad" role="alert">
          {t(problems[read])}
        </Notice>
      )}
    </div>
  );
}
