import { s3Files } from '#shared/adapters/aws/s3-files.ts';
import { readBucketName } from '#shared/config/read-environment.ts';
import { once } from './once.ts';

/** Uploads and results of jobs. */
export const jobFiles = once(() => s3Files(readBucketName('files')));

/** Mails that came in, as they came. */
export const inboundMailFiles = once(() => s3Files(readBucketName('inbound-mail')));
