import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Files } from '../../ports/files.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

const VALID_SECONDS = 15 * 60;

/** Files in one S3 bucket. */
export function s3Files(bucket: string, calls = { attempts: 4, timeoutMs: 20_000 }): Files {
  const client = new S3Client({
    ...clientSettings(calls),
    // Understood by every implementation of S3; bucket names as host names are not.
    forcePathStyle: true,
    // Else a presigned URL would demand the checksum of an empty body from whoever uploads.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return {
    async read(key, { from, length }) {
      const Range = `bytes=${from}-${from + length - 1}`;
      try {
        const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
        const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
        return { bytes, total: totalOf(object.ContentRange) ?? bytes.length };
      } catch (error) {
        if (isAwsError(error, 'NoSuchKey')) return undefined;
        // From the end on there is nothing: no error, but how a reader sees that it has all.
        if (isAwsError(error, 'InvalidRange')) {
          const { ContentLength: total = 0 } = await client.send(
            new HeadObjectCommand({ Bucket: bucket, Key: key }),
          );
          return { bytes: new Uint8Array(), total };
        }
        throw error;
      }
    },
    async write(key, content, contentType) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentType: contentType }),
      );
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    uploadUrl: (key) =>
      getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: VALID_SECONDS }),
    downloadUrl: (key, name) => {
      const saved = name !== undefined && { ResponseContentDisposition: attachmentHeader(name) };
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...saved });
      return getSignedUrl(client, command, { expiresIn: VALID_SECONDS });
    },
  };
}

/** That a file is to be saved under a name of any script (RFC 6266). */
function attachmentHeader(name: string): string {
  const coded = encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${coded}`;
}

/** The size of the whole file, from a Content-Range such as `bytes 0-99/1234`. */
function totalOf(contentRange: string | undefined): number | undefined {
  const total = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}
