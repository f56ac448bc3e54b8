import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Read } from '../../ui/states.tsx';

/** The file that a job wrote, to be fetched: in several parts where it is long. */
export function JobFile({ id }: { id: string }) {
  const t = useT();
  const read = useRead('GET /v1/jobs/{id}/result.csv', { params: { id } });
  return (
    <Read of={read}>
      {({ parts }) => (
        <div className="flex flex-wrap gap-2">
          {parts.map((url, index) => (
            <a key={url} href={url} download className={buttonClasses()}>
              {parts.length === 1
                ? t('Get the file')
                : t('Get part {number} of {all}', { number: index + 1, all: parts.length })}
            </a>
          ))}
        </div>
      )}
    </Read>
  );
}
