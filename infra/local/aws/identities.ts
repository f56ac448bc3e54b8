import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { InstantText } from '../clock.ts';
import type { LocalTable } from './local-store.ts';
import { AwsError, json, jsonBody, type AwsRequest, type AwsResponse } from './wire.ts';

/** A sending identity as the fake keeps it. */
export type Identity = {
  name: string;
  createdAt: InstantText;
  tags?: { Key: string; Value: string }[] | undefined;
  mailFrom?: string | undefined;
  /** SES mails bounces and complaints to whom the mail came from, unless it was told not to. */
  forwardsFeedback?: boolean | undefined;
};

const createInput = z.object({
  EmailIdentity: z.string().min(1),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** SES's identities. On one machine every address may send, so each is verified at once. */
export function identitiesApi(identities: LocalTable<Identity>, now: () => InstantText) {
  const known = (name: string): Identity => {
    const identity = identities.get(name);
    if (identity === undefined) {
      throw new AwsError(404, 'NotFoundException', `Email identity ${name} does not exist.`);
    }
    return identity;
  };

  function create(request: AwsRequest): AwsResponse {
    const { EmailIdentity: name, Tags: tags } = jsonBody(request, createInput);
    if (identities.get(name) !== undefined) {
      throw new AwsError(400, 'AlreadyExistsException', `Email identity ${name} already exist.`);
    }
    const identity = { name, createdAt: now(), tags };
    identities.put(name, identity);
    return json(describe(identity));
  }

  function setMailFrom(request: AwsRequest, name: string): AwsResponse {
    const { MailFromDomain } = jsonBody(request, z.object({ MailFromDomain: z.string().optional() }));
    identities.put(name, { ...known(name), mailFrom: MailFromDomain });
    return json({});
  }

  function setFeedback(request: AwsRequest, name: string): AwsResponse {
    const { EmailForwardingEnabled } = jsonBody(
      request,
      z.object({ EmailForwardingEnabled: z.boolean().default(false) }),
    );
    identities.put(name, { ...known(name), forwardsFeedback: EmailForwardingEnabled });
    return json({});
  }

  /** Answers what is asked of `/v2/email/identities…`; undefined: it is nothing of that. */
  return (request: AwsRequest, path: readonly string[]): AwsResponse | undefined => {
    const [collection, encoded, part] = path;
    if (collection !== 'identities') return undefined;
    if (encoded === undefined) return request.method === 'POST' ? create(request) : undefined;
    const name = decodeURIComponent(encoded);
    if (request.method === 'PUT' && part === 'mail-from') return setMailFrom(request, name);
    if (request.method === 'PUT' && part === 'feedback') return setFeedback(request, name);
    if (request.method === 'GET') return json(describe(known(name)));
    if (request.method !== 'DELETE') return undefined;
    known(name);
    identities.delete(name);
    return json({});
  };
}

const describe = ({ name, tags = [], mailFrom, forwardsFeedback = true }: Identity) => ({
  FeedbackForwardingStatus: forwardsFeedback,
  IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: {
    SigningEnabled: true,
    Status: 'SUCCESS',
    SigningAttributesOrigin: 'AWS_SES',
    SigningHostedZone: 'dkim.amazonses.com',
    Tokens: [1, 2, 3].map((number) => tokenOf(`${name} ${number}`)),
  },
  Tags: tags,
  ...(mailFrom !== undefined && {
    MailFromAttributes: {
      MailFromDomain: mailFrom,
      MailFromDomainStatus: 'SUCCESS',
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    },
  }),
});

/** 32 of `[a-z2-7]`, as SES's own. */
const tokenOf = (text: string): string =>
  Array.from(createHash('sha256').update(text).digest(), (byte) =>
    'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte % 32),
  ).join('');

/** Whether SES mails what became of a mail to its sender too. The domain of the stage is not there: stacks switch it off. */
export function forwardsFeedback(identities: LocalTable<Identity>, from: string): boolean {
  const identity = identities.get(from) ?? identities.get(from.slice(from.lastIndexOf('@') + 1));
  return identity !== undefined && identity.forwardsFeedback !== false;
}
