import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { useT } from '../../i18n/i18n.ts';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { clientLanguages, languageNames } from '../editor/client-languages.ts';
import type { Survey } from './survey-draft.ts';

const route = getRouteApi('/shell/surveys/$id');

/** The page of a survey as a client sees it, in a language and of a version. */
export function SurveyPreview({ survey }: { survey: Survey }) {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { id, revision, currentVersion } = survey;
  const language = clientLanguages.find((each) => each === search.language);
  const version = search.version === undefined ? ('draft' as const) : Number(search.version);
  const preview = useQuery({
    queryKey: ['POST /v1/surveys/{id}/preview', id, revision, version, language],
    queryFn: ({ signal }) =>
      call(
        'POST /v1/surveys/{id}/preview',
        { params: { id }, body: { version, ...(language !== undefined && { language }) } },
        { signal },
      ),
  });
  const set = (changes: { language?: string | undefined; version?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const versions = Array.from({ length: currentVersion }, (_, index) => String(currentVersion - index));
  return (
    <Card>
      <div className="grid gap-4">
        <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,16rem))] gap-3">
          <FilterSelect
            label={t('Language of the client')}
            value={language}
            onChange={(next) => set({ language: next })}
            empty={t('That of the organisation')}
            options={clientLanguages.map((each) => ({ value: each, label: t(languageNames[each]) }))}
          />
          <FilterSelect
            label={t('What is shown')}
            value={search.version}
            onChange={(next) => set({ version: next })}
            empty={t('The draft')}
            options={versions.map((each) => ({
              value: each,
              label: t('Version {version}', { version: each }),
            }))}
          />
        </div>
        <Read of={preview}>{({ html }) => <SurveyFrame html={html} title={t('As clients see it')} />}</Read>
        <p className="text-soft text-sm">{t('Its buttons do nothing here, and nothing is kept.')}</p>
      </div>
    </Card>
  );
}

/** The page in a frame of its own, in which nothing runs and nothing is sent; its own style is set as a sheet. */
function SurveyFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(480);
  useEffect(() => {
    const view = frame.current?.contentWindow as (Window & typeof globalThis) | null | undefined;
    if (!view) return;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync([...page.querySelectorAll('style')].map((each) => each.textContent).join('\n'));
    const { document } = view;
    document.adoptedStyleSheets = [sheet];
    document.documentElement.lang = page.documentElement.lang;
    document.body.replaceChildren(
      ...[...page.body.childNodes].map((node) => document.importNode(node, true)),
    );
    setHeight(document.documentElement.scrollHeight);
  }, [html]);
  return (
    <iframe
      ref={frame}
      title={title}
      sandbox="allow-same-origin"
      className="border-line w-full rounded-md border bg-white"
      style={{ height }}
    />
  );
}
