import { buckets, type BucketName } from '#functions/manifest.ts';
import type { InstantText } from '../clock.ts';
import { bucketName } from '../names.ts';
import type { ObjectStore, StoredObject } from './objects.ts';
import { AwsError, xmlText, type AwsRequest, type AwsResponse, type Service } from './wire.ts';

const known = new Set((Object.keys(buckets) as BucketName[]).map(bucketName));

/** S3 with the bucket in the path: put, get (with a range), head and delete, signed by header or address. */
export function s3(objects: ObjectStore, now: () => InstantText): Service {
  return {
    answer: async (request) => {
      if (request.method === 'OPTIONS') return preflight(request);
      const answer = await plainAnswer(request);
      return { ...answer, headers: { ...answer.headers, ...allowedOrigin(request) } };
    },
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${error.code}</Code><Message>${xmlText(error.message)}</Message></Error>`,
    }),
  };

  async function plainAnswer(request: AwsRequest): Promise<AwsResponse> {
    checkExpiry(request, now());
    const [, bucket = '', ...rest] = request.url.pathname.split('/');
    const key = rest.map(decodeURIComponent).join('/');
    if (!known.has(bucket)) throw new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist');
    if (request.method === 'PUT') {
      const type = request.headers['content-type'] ?? 'binary/octet-stream';
      const stored = await objects.put(bucket, key, plainBody(request), type);
      return { status: 200, headers: { etag: `"${stored.etag}"` } };
    }
    if (request.method === 'DELETE') {
      await objects.delete(bucket, key);
      return { status: 204 };
    }
    const object = objects.find(bucket, key);
    if (object === undefined) {
      if (request.method === 'HEAD') return { status: 404 };
      throw new AwsError(404, 'NoSuchKey', 'The specified key does not exist.');
    }
    if (request.method === 'HEAD') {
      return { status: 200, headers: { ...headersOf(object), 'content-length': String(object.size) } };
    }
    const answer = ranged(request, object, await objects.read(object));
    const disposition = request.url.searchParams.get('response-content-disposition');
    return disposition === null
      ? answer
      : { ...answer, headers: { ...answer.headers, 'content-disposition': disposition } };
  }
}

/** The bucket `files` is open to pages that have a signed address, the other is not (infra/stacks). */
const isOpenToPages = ({ url }: AwsRequest): boolean =>
  url.pathname.startsWith(`/${bucketName('files')}/`) && buckets.files.fromPages;

function allowedOrigin(request: AwsRequest): Record<string, string> {
  return request.headers.origin !== undefined && isOpenToPages(request)
    ? { 'access-control-allow-origin': '*' }
    : {};
}

function preflight(request: AwsRequest): AwsResponse {
  if (!isOpenToPages(request)) throw new AwsError(403, 'AccessForbidden', 'CORSResponse: not enabled');
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'content-type',
    },
  };
}

const headersOf = (object: StoredObject): Record<string, string> => ({
  etag: `"${object.etag}"`,
  'content-type': object.contentType,
  'last-modified': new Date(object.at).toUTCString(),
  'accept-ranges': 'bytes',
});

/** A presigned address is good for so many seconds after its date. */
function checkExpiry(request: AwsRequest, now: InstantText): void {
  const date = request.url.searchParams.get('X-Amz-Date');
  if (date === null) return;
  const start = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const seconds = Number(request.url.searchParams.get('X-Amz-Expires') ?? 0);
  if (Date.parse(now) > start + seconds * 1000)
    throw new AwsError(403, 'AccessDenied', 'Request has expired');
}

function ranged(request: AwsRequest, object: StoredObject, bytes: Buffer): AwsResponse {
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) return { status: 200, headers: headersOf(object), body: bytes };
  const [, from = '', to = ''] = range;
  const start = from === '' ? Math.max(0, object.size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? object.size - 1 : Math.min(Number(to), object.size - 1);
  if (start >= object.size) throw new AwsError(416, 'InvalidRange', 'The requested range is not satisfiable');
  return {
    status: 206,
    headers: { ...headersOf(object), 'content-range': `bytes ${start}-${end}/${object.size}` },
    body: bytes.subarray(start, end + 1),
  };
}

/** The body without the chunk marks that the SDK puts into a stream: `<hex length>;…\r\n<bytes>\r\n`, then trailers. */
function plainBody(request: AwsRequest): Buffer {
  if (!/aws-chunked/.test(request.headers['content-encoding'] ?? '')) return request.body;
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < request.body.length;) {
    const lineEnd = request.body.indexOf('\r\n', offset);
    const length = Number.parseInt(request.body.subarray(offset, lineEnd).toString('latin1'), 16);
    if (lineEnd === -1 || !(length > 0)) break;
    chunks.push(request.body.subarray(lineEnd + 2, lineEnd + 2 + length));
    offset = lineEnd + 2 + length + 2;
  }
  return Buffer.concat(chunks);
}
