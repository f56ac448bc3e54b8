import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { call } from '../../api/client.ts';
import type { Answer } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { draftOf, inOrder, type PartDraft } from './filter-draft.ts';
import { jointLabels } from './labels.ts';
import { RecordPicker } from './record-picker.tsx';
import { useConditionWords, type ConditionWords } from './use-condition-words.ts';

const route = getRouteApi('/shell/filters/$id');
type Explained = Answer<'POST /v1/filters/{id}/explain'>;

/** Why a lead or a record matches a filter, or does not: the conditions as a tree, each with what was seen. */
export function Explain({ filter }: { filter: Answer<'GET /v1/filters/{id}'> }) {
  const t = useT();
  const { lead, record } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, revision, over } = filter;
  const subject =
    lead !== undefined ? { leadId: lead } : record !== undefined ? { recordId: record } : undefined;
  const explained = useQuery({
    queryKey: ['POST /v1/filters/{id}/explain', id, revision, subject],
    queryFn: ({ signal }) =>
      call('POST /v1/filters/{id}/explain', { params: { id }, body: subject ?? {} }, { signal }),
    enabled: subject !== undefined,
  });
  const choose = (search: { lead?: string | undefined; record?: string | undefined }): void =>
    void navigate({ search, replace: true });
  return (
    <Card
      title={
        over === 'leads' ? t('Why does this lead match, or not?') : t('Why does this record match, or not?')
      }
    >
      <div className="grid gap-3">
        {over === 'leads' ? (
          <LeadPicker label={t('Lead')} value={lead} onChange={(next) => choose({ lead: next })} />
        ) : (
          <RecordPicker typeId={over} value={record} onChange={(next) => choose({ record: next })} />
        )}
        {subject !== undefined && (
          <Read of={explained}>{(answer) => <Trace answer={answer} filter={filter} />}</Read>
        )}
      </div>
    </Card>
  );
}

function Trace({ answer, filter }: { answer: Explained; filter: Answer<'GET /v1/filters/{id}'> }) {
  const t = useT();
  const words = useConditionWords(filter.over);
  const saved = filter.filter as object;
  const all = inOrder(draftOf(saved));
  // A filter of one condition alone stands in no group, which the editor adds.
  const parts = 'field' in saved ? all.slice(1) : all;
  const { lines, matches, changesAt, zone } = answer;
  const isSame = parts.length === lines.length;
  return (
    <>
      <Notice tone={matches ? 'good' : 'warn'} role="status">
        {matches ? t('It matches now.') : t('It does not match now.')}{' '}
        {changesAt !== undefined &&
          t('If nothing else happens, that turns round on {when}.', {
            when: when(changesAt, 'moment', zone),
          })}
      </Notice>
      <ul className="grid gap-1">
        {lines.map((line, index) => (
          <li
            key={index}
            className="flex items-start gap-2"
            style={{ paddingInlineStart: `${String(line.depth * 1.25)}rem` }}
          >
            <Tick held={line.held} />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <LineWords line={line} part={isSame ? parts[index] : undefined} words={words} />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-soft text-sm">{t('Days are counted in {zone}.', { zone })}</p>
    </>
  );
}

function Tick({ held }: { held: boolean }) {
  const t = useT();
  const Icon = held ? Check : X;
  return (
    <span className={classes('mt-0.5 shrink-0', held ? 'text-good' : 'text-bad')}>
      <Icon size={16} aria-hidden />
      <span className="sr-only">{held ? t('Yes:') : t('No:')}</span>
    </span>
  );
}

function LineWords({
  line,
  part,
  words,
}: {
  line: Explained['lines'][number];
  part: PartDraft | undefined;
  words: ConditionWords;
}) {
  const t = useT();
  if (line.kind !== 'condition') return t(jointLabels[line.kind]);
  if (part?.kind !== 'condition') return line.words;
  return (
    <>
      {words.condition(part)}
      <span className="text-soft ml-2 text-sm">
        {line.seen === undefined
          ? t('nothing is there')
          : t('it is {value}', { value: words.seen(part, line.seen) })}
      </span>
    </>
  );
}
