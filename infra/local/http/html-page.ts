import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';

const style = `
:root{color-scheme:light dark;--ink:light-dark(#1d2430,#e6e9ef);--soft:light-dark(#5d677a,#98a2b3);--line:light-dark(#e4e7ec,#2b3240);--paper:light-dark(#fff,#171c25);--ground:light-dark(#f5f6f8,#0f131a);--accent:light-dark(#2f5bea,#84a5ff)}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
main{max-width:46rem;margin:0 auto;padding:3rem 1.5rem 4rem}
h1{font-size:1.6rem;margin:0 0 .4rem}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
p{margin:.6rem 0}.soft{color:var(--soft)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.8rem;margin-top:1.4rem}
.cards a{display:block;padding:1rem 1.1rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:10px}
.cards a:hover{border-color:var(--accent);text-decoration:none}.cards b{display:block;color:var(--accent)}
table{width:100%;border-collapse:separate;border-spacing:0;background:var(--paper);border:1px solid var(--line);border-radius:10px;overflow:hidden}
th,td{padding:.5rem .9rem;text-align:left;border-bottom:1px solid var(--line);overflow-wrap:anywhere}tr:last-child td{border-bottom:0}
th{font-size:.85rem;font-weight:500;color:var(--soft)}td:last-child{text-align:right;white-space:nowrap}
code,pre,textarea{font:13px/1.5 ui-monospace,monospace}
pre,textarea{width:100%;margin:.4rem 0;padding:.8rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:10px;overflow:auto}
textarea{min-height:9rem;resize:vertical;overflow-wrap:anywhere}
.go,button{display:inline-block;font:inherit;padding:.5rem 1.1rem;border:1px solid var(--accent);border-radius:8px;cursor:pointer}
.go{color:light-dark(#fff,#0f131a);background:var(--accent)}button{color:var(--accent);background:none}
`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Answers with a page of this machine. It runs its own script and nothing else, and no other page may frame it or keep it.
 * @param page.body HTML; @param page.script what it runs, the same text on every call
 */
export function sendPage(
  outgoing: ServerResponse,
  status: number,
  { title, body, script = '' }: { title: string; body: string; script?: string },
): void {
  outgoing.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width,initial-scale=1">' +
      `<title>${escapeHtml(title)} · Relance</title><style>${style}</style></head>` +
      `<body><main>${body}</main>${script === '' ? '' : `<script>${script}</script>`}</body></html>`,
  );
}
