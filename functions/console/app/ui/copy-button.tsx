import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { toast } from './toast.tsx';

/** How long the button says that it has copied. */
const SAID_MS = 2000;

/** Puts a text into the clipboard. `name`: what is copied, for who cannot see beside what the button stands. */
export function CopyButton({ text, name, label }: { text: string; name: string; label?: string }) {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => toast(t('The browser did not let it be copied: select the text and copy it by hand.')),
    );
  };
  return (
    <Button
      look={label === undefined ? 'bare' : 'plain'}
      small
      className={label === undefined ? '-my-1' : ''}
      onClick={copy}
    >
      {isCopied ? <Check size={14} aria-hidden className="text-good" /> : <Copy size={14} aria-hidden />}
      {label === undefined ? <span className="sr-only">{t('Copy {name}', { name })}</span> : label}
      <span role="status" className="sr-only">
        {isCopied && t('Copied')}
      </span>
    </Button>
  );
}
