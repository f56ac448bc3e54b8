import { Download, Paperclip } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { leftOutTexts, type Reply } from './reply-words.ts';

/** The files that came with a reply; each is fetched when it is asked for. */
export function ReplyFiles({ id, files }: { id: string; files: Reply['files'] }) {
  const t = useT();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<number>();
  const download = async (file: number): Promise<void> => {
    setBusy(file);
    setError(undefined);
    try {
      const { url } = await call('GET /v1/replies/{id}/files/{number}', {
        params: { id, number: String(file) },
      });
      // It comes as an attachment: the page stays.
      location.assign(url);
    } catch (caught) {
      setError(caught);
    }
    setBusy(undefined);
  };
  return (
    <section aria-labelledby="files">
      <h3 id="files" className="mb-1 text-sm font-medium">
        {t('{count, plural, one {# file} other {# files}}', { count: files.length })}
      </h3>
      <ul className="border-line divide-line divide-y rounded-md border">
        {files.map(({ name, size, left }, index) => (
          <li key={index} className="flex flex-wrap items-center gap-2.5 px-3 py-2">
            <Paperclip size={15} className="text-soft shrink-0" aria-hidden />
            <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
              {name}
              {size !== undefined && <span className="text-soft ml-2 text-sm">{sizeText(size)}</span>}
            </span>
            {left === undefined ? (
              <Button
                small
                busy={busy === index + 1}
                aria-label={t('Download {name}', { name })}
                onClick={() => void download(index + 1)}
              >
                <Download size={14} aria-hidden />
                {t('Download')}
              </Button>
            ) : (
              <span className="text-soft text-sm">{t(leftOutTexts[left])}</span>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice error={error} />
    </section>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1_000_000
    ? `${number(Math.max(1, Math.round(bytes / 1000)))} kB`
    : `${number(Math.round(bytes / 100_000) / 10)} MB`;
