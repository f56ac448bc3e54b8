import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';

/** The colours and the type of the console (`style.css` of its app), light or dark as chosen there. */
const style = `
:root{color-scheme:light dark;--ink:light-dark(#1b2230,#e7eaf0);--soft:light-dark(#566074,#a0a9b8);--line:light-dark(#dfe3ea,#2c3441);--paper:light-dark(#fff,#161b23);--ground:light-dark(#f6f7f9,#0e1218);--raised:light-dark(#f0f2f5,#1e2530);--accent:light-dark(#2a52d8,#8fabff);--on-accent:light-dark(#fff,#0e1530)}
*{box-sizing:border-box}
body{margin:0;font:14px/1.45 system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;color:var(--ink);background:var(--ground)}
header{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.25rem;min-height:3rem;padding:.5rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--line)}
.brand{display:flex;align-items:center;gap:.5rem;font-weight:600;color:inherit}.brand svg{width:24px;height:24px}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
main{max-width:46rem;margin:0 auto;padding:2rem 1.5rem 4rem}
h1{font-size:1.25rem;font-weight:600;margin:0 0 .25rem}h2{font-size:.9375rem;font-weight:600;margin:2rem 0 .5rem}
p{margin:.5rem 0}.soft{color:var(--soft)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;margin-top:1.25rem}
.cards a{display:block;padding:.75rem 1rem;color:var(--soft);background:var(--paper);border:1px solid var(--line);border-radius:8px}
.cards a:hover{background:var(--raised);text-decoration:none}.cards b{display:block;font-weight:600;color:var(--accent)}
.table{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:separate;border-spacing:0}
th,td{padding:.5rem 1rem;text-align:left;border-bottom:1px solid var(--line)}tr:last-child td{border-bottom:0}
th{font-size:.8125rem;font-weight:500;color:var(--soft)}td:last-child{text-align:right;white-space:nowrap}
code,pre,textarea{font:13px/1.5 ui-monospace,monospace}
pre,textarea{width:100%;margin:.4rem 0;padding:.75rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:8px;overflow:auto}
textarea{min-height:9rem;resize:vertical;overflow-wrap:anywhere}
.go,button{display:inline-block;font:inherit;font-weight:500;padding:.45rem .75rem;border:1px solid var(--line);border-radius:8px;cursor:pointer}
.go{color:var(--on-accent);background:var(--accent);border-color:var(--accent)}button{color:inherit;background:var(--paper)}
input,select{font:inherit;color:inherit;padding:.35rem .5rem;background:var(--paper);border:1px solid var(--line);border-radius:8px}form{display:flex;flex-wrap:wrap;align-items:end;gap:.5rem .75rem;margin:.25rem 0}
@media print{header{display:none}}
`;

/** What the console keeps of light and dark is read on this machine's pages too. */
const theme =
  "const theme=localStorage.getItem('relance.theme');if(theme==='light'||theme==='dark')document.documentElement.style.colorScheme=theme";

const icon = readFileSync(join(import.meta.dirname, '../../../functions/console/app/icon.svg'), 'utf8');
const top =
  `<header><a class="brand" href="/">${icon.trim().replace('<svg ', '<svg aria-hidden="true" ')}Relance</a><nav aria-label="This machine">` +
  '<a href="/console">Console</a><a href="/mailbox">Mailbox</a><a href="/stand-ins">Stand-ins</a><a href="/docs">Documentation</a></nav></header>';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Answers with a page of this machine. It has the brand of the console and leads to what is here; it runs its own scripts and nothing else, and no other page may frame it or keep it.
 * @param page.body HTML; @param page.script what it runs, the same text on every call; @param page.forms whether it sends forms back here
 */
export function sendPage(
  outgoing: ServerResponse,
  status: number,
  {
    title,
    body,
    script = '',
    forms = false,
  }: { title: string; body: string; script?: string; forms?: boolean },
): void {
  outgoing.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${hash(style)}; script-src ${hash(theme)} ${hash(script)}; frame-ancestors 'none'; base-uri 'none'; form-action '${forms ? 'self' : 'none'}'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width,initial-scale=1">' +
      `<title>${escapeHtml(title)} · Relance</title><style>${style}</style><script>${theme}</script></head>` +
      `<body>${top}<main>${body}</main>${script === '' ? '' : `<script>${script}</script>`}</body></html>`,
  );
}
