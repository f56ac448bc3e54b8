import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod/mini';
import { sentMessage, type SentMessage } from '../../domain/core/sent-message.ts';
import { text } from '../../domain/kernel/shapes.ts';
import { textOf } from '../../domain/time/instants.ts';
import type { Codec } from './codec.ts';

/** Subject, HTML and text; null for what there is not. */
const words = z.tuple([z.nullable(text), z.nullable(text), text]);

/** Far more than what is kept of a message. */
const mostBytes = 2_000_000;

/**
 * A sent message as stored: partition `<organisation>#<lead>`, sort its id. Its words are packed together, since the text
 * of a mail says what its HTML says: the usual mail fits one write unit.
 */
export const sentMessageCodec: Codec<SentMessage> = {
  names: ['revision', 'at', 'channel', 'userId', 'from', 'to', 'cut', 'packed', 'expiresAt'],
  encode: ({ revision, at, channel, userId, from, to, subject, html, text: plainText, cut, expiresAt }) => ({
    ...{ revision, at: textOf(at), channel, userId, from, to, expiresAt },
    cut: cut || undefined,
    packed: pack(JSON.stringify([subject ?? null, html ?? null, plainText])),
  }),
  decode(item) {
    const [subject, html, plainText] = words.parse(unpack(item['packed']));
    return sentMessage.parse({
      ...item,
      organisation: item.partition.slice(0, item.partition.indexOf('#')),
      id: item.sort,
      ...{ subject: subject ?? undefined, html: html ?? undefined, text: plainText },
      cut: item['cut'] ?? false,
    });
  },
};

function pack(of: string): Uint8Array {
  const bytes = Buffer.from(of);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  // A view of the whole of its memory: others are no plain bytes to whoever compares or copies them.
  return new Uint8Array(brotliCompressSync(bytes, { params }));
}

/** Undefined, which the schema refuses, for what is none of ours. */
function unpack(packed: unknown): unknown {
  if (!(packed instanceof Uint8Array)) return undefined;
  try {
    return JSON.parse(brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString()) as unknown;
  } catch {
    return undefined;
  }
}
