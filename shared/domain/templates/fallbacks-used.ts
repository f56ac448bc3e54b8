import { parse } from './liquid.ts';
import { cleaned, valueOf, variableName, type TemplateVariables } from './template-variables.ts';
import type { Template } from './template.ts';

/** A fallback that stands in for a variable without value. */
export type FallbackUsed = { variable: string; value: string };

/** The fallbacks that stand in a template for what these values lack, each once, by name (D8). */
export function fallbacksUsed(
  template: Pick<Template, 'subject' | 'html' | 'text' | 'textFromHtml' | 'fallbacks'>,
  variables: TemplateVariables,
): FallbackUsed[] {
  const texts = [template.subject, template.html, template.text ?? template.textFromHtml];
  const used = new Map<string, string>();
  for (const text of texts) {
    for (const path of text === undefined ? [] : parse(text, 'plain').variables) {
      const variable = variableName(path);
      const value = cleaned(template.fallbacks[variable] ?? '');
      if (value !== undefined && valueOf(variables, path) === undefined) used.set(variable, value);
    }
  }
  return [...used]
    .map(([variable, value]) => ({ variable, value }))
    .toSorted((a, b) => (a.variable < b.variable ? -1 : 1));
}
