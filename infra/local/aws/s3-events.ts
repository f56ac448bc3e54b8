import { randomBytes } from 'node:crypto';
import { tellingBuckets } from '#functions/manifest.ts';
import type { InstantText } from '../clock.ts';
import { bucketName, queueName, region } from '../names.ts';
import type { LocalTable } from './local-store.ts';
import type { StoredObject } from './objects.ts';
import type { Queue } from './queue.ts';

type TellingBucket = keyof typeof tellingBuckets;
const telling = Object.keys(tellingBuckets) as TellingBucket[];

/** Tries the queue of each bucket that tells one, once: as S3 does when it is told to. */
export function tryQueues(
  queues: ReadonlyMap<string, Queue>,
  tried: LocalTable<InstantText>,
  now: () => InstantText,
): void {
  for (const name of telling.filter((each) => tried.get(each) === undefined)) {
    const Bucket = bucketName(name);
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: now(),
      Bucket,
      RequestId: 'local',
      HostId: 'local',
    };
    queueOf(queues, name)?.send({ body: JSON.stringify(event) });
    tried.put(name, now());
  }
}

/** Tells the queue of a bucket of a file that came. */
export function tellOfCreated(queues: ReadonlyMap<string, Queue>): (object: StoredObject) => void {
  return (object) => {
    const name = telling.find((each) => bucketName(each) === object.bucket);
    if (name === undefined || !object.key.startsWith(tellingBuckets[name].tells.prefix)) return;
    queueOf(queues, name)?.send({ body: JSON.stringify({ Records: [recordOf(object)] }) });
  };
}

const queueOf = (queues: ReadonlyMap<string, Queue>, name: TellingBucket): Queue | undefined =>
  queues.get(queueName(tellingBuckets[name].tells.queue));

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function recordOf({ bucket: name, key, size, etag, at }: StoredObject): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: at,
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'local' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': 'local', 'x-amz-id-2': 'local' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'local',
      bucket: { name, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${name}` },
      object: { key: inForm(key), size, eTag: etag, sequencer: randomBytes(8).toString('hex').toUpperCase() },
    },
  };
}

/** A key as S3 writes it here: encoded as a form is, but for its slashes. */
const inForm = (key: string): string =>
  key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join('/');
