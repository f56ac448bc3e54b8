import { escapeHtml, escapeLines } from '../templates/escape-html.ts';

/** A part of what is held of a person, by its name: one thing, or several. */
export type PersonParts = Readonly<Record<string, unknown>>;

/** What is held of a person as a page to be read (F9): every part with its values, all of it escaped. */
export function personPage(title: string, parts: PersonParts): string {
  const sections = Object.entries(parts).map(
    ([name, value]) => `<section>\n<h2>${escapeHtml(name)}</h2>\n${shown(value)}\n</section>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body>\n<h1>${escapeHtml(title)}</h1>`,
    ...sections,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '<p>None.</p>';
  if (Array.isArray(value)) {
    if (value.length === 0) return '<p>None.</p>';
    return `<ol>\n${value.map((one) => `<li>${shown(one)}</li>`).join('\n')}\n</ol>`;
  }
  if (typeof value !== 'object')
    return escapeLines(typeof value === 'string' ? value : JSON.stringify(value));
  const rows = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `<dt>${escapeHtml(name)}</dt><dd>${shown(one)}</dd>`);
  return `<dl>\n${rows.join('\n')}\n</dl>`;
}
