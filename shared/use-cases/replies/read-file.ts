import { typeOfContent, type ReplyFile } from '../../domain/inbound/reply-file.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Files } from '../../ports/files.ts';
import type { Store } from '../../ports/store.ts';
import { readReply } from './list-replies.ts';

type Ports = {
  store: Pick<Store, 'replies' | 'leads' | 'users'>;
  files: Files;
  /** Mails as they came. */
  inboundMail: Pick<Files, 'read'>;
};

/** A file that can be had, and where for some minutes. */
export type HandedOut = { name: string; type: string; size: number; url: string };

/**
 * Hands out a file of an answer, if the caller can access the answer, the mail is kept still, and the file is what its
 * name says (D5): taken from the raw mail and put among the files, from where its address leads to it for some minutes.
 *
 * @param number of the file in the answer, from 1
 */
export async function readReplyFile(
  ports: Ports,
  { caller, id, number }: { caller: Caller; id: string; number: number },
): Promise<{ kind: 'read'; file: HandedOut } | Refusal> {
  const found = await readReply(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { files, key } = found.item;
  const file = files[number - 1];
  if (file === undefined) return { kind: 'not-found', what: 'file', id: String(number) };
  if (file.left !== undefined) return { kind: 'conflict', detail: whyLeftOut[file.left] };
  const { from, length } = file.part;
  const raw = key === undefined ? undefined : await ports.inboundMail.read(key, { from, length });
  if (raw === undefined) return { kind: 'not-found', what: 'file', id: String(number) };
  const bytes = decoded(raw.bytes, file.part.encoding);
  const type = typeOfContent(file.name, bytes);
  if (type === undefined) return { kind: 'conflict', detail: 'The file is not what its name says.' };

  const copy = `replies/${caller.organisation}/${id}/${number}`;
  await ports.files.write(copy, bytes, type);
  const url = await ports.files.downloadUrl(copy, file.name);
  return { kind: 'read', file: { name: file.name, type, size: bytes.length, url } };
}

const whyLeftOut = {
  type: 'Files of this kind are not handed out.',
  size: 'Files of more than 10 MB are not handed out.',
  'not-read': 'The mail is too long to hand out this file.',
} as const satisfies Record<NonNullable<ReplyFile['left']>, string>;

function decoded(raw: Uint8Array, encoding: ReplyFile['part']['encoding']): Uint8Array {
  switch (encoding) {
    case 'plain':
      return raw;
    case 'base64':
      return Buffer.from(Buffer.from(raw).toString('latin1'), 'base64');
    case 'quoted-printable':
      return Buffer.from(
        Buffer.from(raw)
          .toString('latin1')
          .replaceAll(/=\r?\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
  }
}
