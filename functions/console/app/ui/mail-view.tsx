import { useEffect, useRef, useState } from 'react';

/** Attributes that a mail keeps; everything else of it is dropped. */
const kept = new Set([
  'href',
  'alt',
  'title',
  'width',
  'height',
  'align',
  'valign',
  'colspan',
  'rowspan',
  'dir',
]);
const dropped = 'script,style,link,meta,iframe,object,embed,form,base';

/** How the text of a mail looks where the mail says nothing of it. */
export const mailStyle =
  'margin:0;padding:12px;font:14px/1.5 system-ui,sans-serif;color:#1b2230;background:#fff;overflow-wrap:anywhere';

/** The policy of the page complains of each attribute `style` that is parsed, also where nothing is drawn. */
const withStylesAside = (html: string): string =>
  html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle=/gi, ' data-style='));

/**
 * Copies a mail without what could run or load: styles are set one by one, as the policy of the page wants it. Where a
 * picture would be loaded from is kept as `data-src`.
 */
export function copied(html: string, into: Document): DocumentFragment {
  const parsed = new DOMParser().parseFromString(withStylesAside(html), 'text/html');
  for (const element of parsed.querySelectorAll(dropped)) element.remove();
  const fragment = into.createDocumentFragment();
  for (const node of [...parsed.body.childNodes]) fragment.append(into.importNode(node, true));
  for (const element of fragment.querySelectorAll<HTMLElement>('*')) {
    const style = element.dataset['style'];
    const picture = element.tagName === 'IMG' ? element.getAttribute('src') : null;
    for (const { name } of [...element.attributes]) if (!kept.has(name)) element.removeAttribute(name);
    if (style !== undefined) element.style.cssText = style;
    if (picture !== null) element.dataset['src'] = picture;
    if (element instanceof HTMLAnchorElement || element.tagName === 'A') {
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer');
    }
  }
  return fragment;
}

/** A mail as its reader sees it, in a frame of its own in which nothing runs and nothing is loaded from elsewhere. */
export function MailView({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  useEffect(() => {
    const document = frame.current?.contentDocument;
    if (!document) return;
    document.body.replaceChildren(copied(html, document));
    document.body.style.cssText = mailStyle;
    setHeight(document.documentElement.scrollHeight);
  }, [html]);
  return (
    <iframe
      ref={frame}
      title={title}
      sandbox="allow-same-origin allow-popups"
      className="border-line w-full rounded-md border bg-white"
      style={{ height: Math.min(height, 640) }}
    />
  );
}
