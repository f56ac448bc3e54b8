import { Bold, Italic, List } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { copied, mailStyle } from './mail-view.tsx';

/** The mail as it is to be sent: pictures get back where they are loaded from. */
function htmlOf(body: HTMLElement): string {
  // In a document of its own, where no picture is loaded.
  const copy = document.implementation.createHTMLDocument('').importNode(body, true);
  for (const picture of copy.querySelectorAll<HTMLElement>('img[data-src]')) {
    picture.setAttribute('src', picture.dataset['src'] ?? '');
    delete picture.dataset['src'];
  }
  return copy.innerHTML;
}

/**
 * Writes a mail as its reader will see it, in a frame of its own in which nothing runs. `html` is what it begins with;
 * what it becomes is told by `onChange`, with its plain text.
 */
export function MailEditor({
  html,
  label,
  onChange,
}: {
  html: string;
  label: string;
  onChange: (html: string, text: string) => void;
}) {
  const t = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const told = useRef(onChange);
  const [height, setHeight] = useState(160);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    const document = frame.current?.contentDocument;
    if (!document) return undefined;
    const { body } = document;
    body.replaceChildren(copied(html, document));
    body.style.cssText = `${mailStyle};min-height:120px;box-sizing:border-box;outline:none`;
    body.contentEditable = 'true';
    body.setAttribute('role', 'textbox');
    body.setAttribute('aria-multiline', 'true');
    body.setAttribute('aria-label', label);
    const fit = (): void => setHeight(body.scrollHeight);
    fit();
    // Sees what is typed also where a frame without scripts hears no events.
    const observer = new MutationObserver(() => {
      fit();
      told.current(htmlOf(body), body.innerText);
    });
    observer.observe(body, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [html, label]);
  const format = (command: 'bold' | 'italic' | 'insertUnorderedList'): void => {
    frame.current?.contentDocument?.body.focus();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else edits so that the browser can undo it
    frame.current?.contentDocument?.execCommand(command);
  };
  const tools = [
    ['bold', t('Bold'), Bold],
    ['italic', t('Italic'), Italic],
    ['insertUnorderedList', t('List'), List],
  ] as const;
  return (
    <div className="border-line has-[iframe:focus]:outline-accent overflow-hidden rounded-md border has-[iframe:focus]:outline-2">
      <div
        role="toolbar"
        aria-label={t('Format')}
        className="border-line bg-raised flex gap-1 border-b px-1 py-0.5"
      >
        {tools.map(([command, name, Icon]) => (
          <Button
            key={command}
            small
            look="bare"
            aria-label={name}
            title={name}
            onClick={() => format(command)}
          >
            <Icon size={15} aria-hidden />
          </Button>
        ))}
      </div>
      <iframe
        ref={frame}
        title={label}
        sandbox="allow-same-origin"
        className="block w-full bg-white outline-none"
        style={{ height: Math.min(Math.max(height, 120), 560) }}
      />
    </div>
  );
}
