import type { Asked } from '../../api/operations.ts';
import { templateKinds, type Template, type TemplateKind } from './template-kinds.ts';
import { variablesToLack } from './variables.ts';

/** A template as its fields show it. */
export type TemplateValues = {
  kind: TemplateKind;
  name: string;
  subject: string;
  html: string;
  text: string;
  fallbacks: Record<string, string>;
  shared: boolean;
};

/** The values of a template that there is. */
export const valuesOf = ({
  kind,
  name,
  subject,
  html,
  text,
  fallbacks,
  shared,
}: Template): TemplateValues => ({
  kind,
  name,
  subject: subject ?? '',
  html: html ?? '',
  text: text ?? '',
  fallbacks,
  shared,
});

/** Lines without any mark as paragraphs: who writes plain text means these. */
export function asHtml(text: string): string {
  if (text.trim() === '' || /<[a-z!/]/i.test(text)) return text;
  return text
    .trim()
    .split(/\n[ \t]*\n/)
    .map((paragraph) => `<p>${paragraph.trim().split('\n').join('<br>\n')}</p>`)
    .join('\n');
}

/** The variables whose lack something can stand in for. */
export const lackable = ({ subject, html, text }: TemplateValues): string[] =>
  variablesToLack(subject, html, text);

/** What is sent to be stored: empty texts are left out, and what stands in for variables that are no longer named. */
export function bodyOf(values: TemplateValues): Asked<'PUT /v1/templates/{id}'>['body'] {
  const { kind, name, subject, html, text, fallbacks, shared } = values;
  const { isMail } = templateKinds[kind];
  const named = new Set(lackable(values));
  return {
    kind,
    name,
    ...(isMail && subject.trim() !== '' && { subject }),
    ...(isMail && html.trim() !== '' && { html: asHtml(html) }),
    ...(text.trim() !== '' && { text }),
    fallbacks: Object.fromEntries(
      Object.entries(fallbacks).filter(([variable, value]) => named.has(variable) && value.trim() !== ''),
    ),
    shared,
  };
}
