import { s3Files } from '#shared/adapters/aws/s3-files.ts';
import { readBucketName } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';

/** Uploads and results of jobs. */
export const jobFiles = memoized(() => s3Files(readBucketName('files')));

/** Mails that came in, as they came. */
export const inboundMailFiles = memoized(() => s3Files(readBucketName('inbound-mail')));

/** What the mail provider says of deliveries, a line an event: read in small parts, and given up before the call is over. */
export const eventFiles = memoized(() =>
  s3Files(readBucketName('mail-events'), { attempts: 3, timeoutMs: 4_000 }),
);
