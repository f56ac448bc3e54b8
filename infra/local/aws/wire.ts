import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';

/** A request to a fake, body read whole. */
export type AwsRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };

/** What a fake answers. */
export type AwsResponse = {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

/** Hanging up without an answer: the caller cannot know what became of its request. */
export const hangUp = Symbol('hang up');

/** An error that AWS would answer; `code` is the exception's name in the SDK, `reason` what some services add to it. */
export class AwsError extends Error {
  readonly status: number;
  readonly code: string;
  readonly reason: string | undefined;
  constructor(status: number, code: string, message: string, reason?: string) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
    this.code = code;
    this.reason = reason;
  }
}

/** One service: answers a request or throws an AwsError. */
export type Service = {
  answer(request: AwsRequest): AwsResponse | typeof hangUp | Promise<AwsResponse | typeof hangUp>;
  /** An error in the service's own wire format. */
  refuse(error: AwsError): AwsResponse;
};

/** The body as JSON, checked; a body of another shape is a ValidationException. */
export function jsonBody<Schema extends z.ZodType>(request: AwsRequest, schema: Schema): z.output<Schema> {
  const text = request.body.toString('utf8');
  const parsed = schema.safeParse(text === '' ? {} : JSON.parse(text));
  if (!parsed.success) throw new AwsError(400, 'ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}

/** A JSON answer of a REST service (Scheduler, SES v2). */
export const json = (value: unknown, status = 200): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** An error of the protocols restJson1 and awsJson. */
export const jsonError = (error: AwsError): AwsResponse => ({
  status: error.status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
  body: JSON.stringify({
    __type: error.code,
    message: error.message,
    Message: error.message,
    Reason: error.reason,
  }),
});

/** Text as it may stand in an XML element. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
