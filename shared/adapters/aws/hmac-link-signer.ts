import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { StepId } from '../../domain/kernel/ids.ts';
import { jsonText } from '#shared/contracts/json-text.ts';
import { epochSeconds, fromEpochMs, plusSeconds } from '#shared/domain/time/instants.ts';
import { linkExpiry, type LinkPayload, type LinkPurpose } from '#shared/domain/tracking/link-token.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { languages } from '#shared/domain/kernel/language.ts';
import type { LinkMaker, LinkSigner } from '#shared/ports/link-signer.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { enrollmentIdText } from '../../domain/kernel/shapes.ts';

/** A secret that cannot sign: not of the form that `hmacLinkSigner` states. The message never shows the secret. */
export class LinkSecretError extends Error {
  override name = 'LinkSecretError';
}

/**
 * Signs with HMAC-SHA256. `secret` is either one key as a plain string, or JSON `{"current":"k2","keys":{"k1":"…","k2":"…"}}`:
 * tokens are signed with the current key and name it, and every listed key is still accepted, so a key is rotated by
 * adding one and withdrawn by removing it. Keys have at least 16 characters. Throws LinkSecretError.
 *
 * A link token is `<key id>.<fields joined by ~>.<128 bits of the signature>`; the fields are readable but signed.
 */
export function hmacLinkSigner(secret: string): LinkSigner {
  const { keys } = readSecret(secret);
  return {
    ...hmacLinkMaker(secret),
    readLink(token, purpose, now) {
      const [, body = '', keyId = '', fields = '', signature = ''] = tokenForm.exec(token) ?? [];
      const key = keys.get(keyId);
      if (key === undefined || !same(signature, linkSignature(key, body))) return { kind: 'invalid' };
      const payload = decodePayload(fields);
      if (payload === undefined || !isOf(payload, purpose)) return { kind: 'invalid' };
      return { kind: payload.expires <= now ? 'expired' : 'valid', payload };
    },
    isMarkOf: (message, mark) => {
      const genuine = [...keys.values()].map((key) => same(mark, messageMark(key, message)));
      return genuine.includes(true);
    },
  };
}

/** The half of {@link hmacLinkSigner} that signs, for functions that only send. @throws LinkSecretError */
export function hmacLinkMaker(secret: string): LinkMaker {
  const { current, keys } = readSecret(secret);
  const key = keys.get(current);
  if (key === undefined) throw new LinkSecretError(`the current key ${current} is not among the keys`);
  return {
    signLink(payload) {
      const body = `${current}.${encodePayload(payload)}`;
      return `${body}.${linkSignature(key, body)}`;
    },
    shortKey: (text) => hmac(key, 'short', text).subarray(0, 8).toString('base64url').slice(0, 10),
    markMessage: (message) => messageMark(key, message),
  };
}

function isOf<Purpose extends LinkPurpose>(
  payload: LinkPayload,
  purpose: Purpose,
): payload is Extract<LinkPayload, { purpose: Purpose }> {
  return payload.purpose === purpose;
}

/** The fields of an unsubscribe link are short; those of a tracked one hold an address. */
const tokenForm = /^((\w{1,16})\.([\w.~-]{1,2000}))\.([\w-]{22})$/;

const matching = (form: RegExp) => z.string().check(z.regex(form));

const keyRing = z.pipe(
  jsonText,
  z.object({
    current: z.string(),
    keys: z.record(matching(/^\w{1,16}$/), z.string().check(z.minLength(16))),
  }),
);

function readSecret(secret: string): { current: string; keys: ReadonlyMap<string, string> } {
  const text = secret.trim();
  if (!text.startsWith('{')) {
    if (text.length < 16) throw new LinkSecretError('a key needs at least 16 characters');
    return { current: 'k1', keys: new Map([['k1', text]]) };
  }
  const ring = keyRing.safeParse(text);
  if (!ring.success) throw new LinkSecretError('the secret is not {"current":"…","keys":{"…":"…"}}');
  return { current: ring.data.current, keys: new Map(Object.entries(ring.data.keys)) };
}

const hmac = (key: string, use: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${use}\n${text}`).digest();

const linkSignature = (key: string, body: string): string =>
  hmac(key, 'link', body).subarray(0, 16).toString('base64url');

const messageMark = (
  key: string,
  message: { organisation: string; enrollment: EnrollmentId; step: StepId },
): string =>
  base32(
    hmac(key, 'message', `${message.organisation}\n${message.enrollment}\n${message.step}`).subarray(0, 5),
  );

/** 5 bytes as 8 characters. */
function base32(bytes: Buffer): string {
  const value = bytes.readUIntBE(0, 5);
  return Array.from({ length: 8 }, (_, index) =>
    'abcdefghijklmnopqrstuvwxyz234567'.charAt(Math.floor(value / 32 ** (7 - index)) % 32),
  ).join('');
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const id = matching(/^[a-z0-9.-]+$/);
const base36 = matching(/^[0-9a-z]{1,8}$/);
const enrollment = z.pipe(id, enrollmentIdText);
const message = [id, enrollment, id, base36] as const;
/** Each purpose has its letter, so that a token of one is never read as another. */
const fieldsOf = {
  unsubscribe: z.tuple([
    z.literal('u'),
    id,
    id,
    z.union([z.literal(''), enrollment]),
    z.enum(languages),
    base36,
  ]),
  click: z.tuple([
    z.literal('c'),
    ...message,
    matching(/^\d{1,3}$/),
    matching(/^\d{1,3}$/),
    matching(/^[a-z0-9-]*$/),
    matching(/^[\w-]+$/),
  ]),
  open: z.tuple([z.literal('o'), ...message]),
  survey: z.tuple([z.literal('s'), id, enrollment, z.enum(languages), base36]),
};

/** Whole seconds, rounded up. */
const seconds = (instant: Instant): string => epochSeconds(plusSeconds(instant, 0.999)).toString(36);
const instant = (text: string): Instant => fromEpochMs(Number.parseInt(text, 36) * 1000);

function encodePayload(payload: LinkPayload): string {
  switch (payload.purpose) {
    case 'unsubscribe': {
      const { organisation, lead, enrollment = '', language, expires } = payload;
      return fieldsOf.unsubscribe
        .parse(['u', organisation, lead, enrollment, language, seconds(expires)])
        .join('~');
    }
    case 'click': {
      const { organisation, enrollment, step, sentAt, number, of, name = '', target } = payload;
      const where = Buffer.from(target).toString('base64url');
      return fieldsOf.click
        .parse([
          'c',
          organisation,
          enrollment,
          step,
          seconds(sentAt),
          String(number),
          String(of),
          name,
          where,
        ])
        .join('~');
    }
    case 'survey': {
      const { organisation, enrollment, language, expires } = payload;
      return fieldsOf.survey.parse(['s', organisation, enrollment, language, seconds(expires)]).join('~');
    }
    case 'open': {
      const { organisation, enrollment, step, sentAt } = payload;
      return fieldsOf.open.parse(['o', organisation, enrollment, step, seconds(sentAt)]).join('~');
    }
  }
}

function decodePayload(text: string): LinkPayload | undefined {
  const parts = text.split('~');
  const unsubscribe = fieldsOf.unsubscribe.safeParse(parts);
  if (unsubscribe.success) {
    const [, organisation, lead, enrollment, language, expires] = unsubscribe.data;
    return {
      purpose: 'unsubscribe',
      organisation,
      lead,
      enrollment: enrollment === '' ? undefined : enrollment,
      language,
      expires: instant(expires),
    };
  }
  const click = fieldsOf.click.safeParse(parts);
  if (click.success) {
    const [, organisation, enrollment, step, sent, number, of, name, where] = click.data;
    const sentAt = instant(sent);
    return {
      purpose: 'click',
      organisation,
      enrollment,
      step,
      sentAt,
      target: Buffer.from(where, 'base64url').toString(),
      name: name === '' ? undefined : name,
      number: Number(number),
      of: Number(of),
      expires: linkExpiry(sentAt),
    };
  }
  const survey = fieldsOf.survey.safeParse(parts);
  if (survey.success) {
    const [, organisation, enrollment, language, expires] = survey.data;
    return { purpose: 'survey', organisation, enrollment, language, expires: instant(expires) };
  }
  const open = fieldsOf.open.safeParse(parts);
  if (!open.success) return undefined;
  const [, organisation, enrollment, step, sent] = open.data;
  const sentAt = instant(sent);
  return { purpose: 'open', organisation, enrollment, step, sentAt, expires: linkExpiry(sentAt) };
}
