import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Read } from '../../ui/states.tsx';

/** The sequences that use a template, and in which steps. */
export function TemplateUses({ id }: { id: string }) {
  const t = useT();
  const read = useRead('GET /v1/templates/{id}/uses', { params: { id } });
  return (
    <Read of={read}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-soft">{t('In no sequence yet.')}</p>
        ) : (
          <ul className="grid gap-2">
            {items.map(({ sequenceId, name, steps, draft, versions }) => (
              <li key={sequenceId}>
                <Link to="/sequences/$id" params={{ id: sequenceId }}>
                  {name}
                </Link>
                <span className="text-soft block text-sm">
                  {[
                    steps.join(', '),
                    draft && versions.length === 0 && t('in the draft alone'),
                    versions.length > 0 && t('published'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  );
}
