import type { Rendered } from './render.ts';

/** One text for what was really sent, the same for the same content only; its hash is kept with the send (D8). */
export function canonicalContent({
  subject,
  html,
  text,
}: Partial<Pick<Rendered, 'subject' | 'html'>> & Pick<Rendered, 'text'>): string {
  return JSON.stringify([subject ?? null, html ?? null, text]);
}
