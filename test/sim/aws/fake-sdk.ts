import { credentialsPrefix } from '#infra/local/names.ts';
import { here } from '../here.ts';
import { AwsFailure } from './aws-failure.ts';
import type { CreatedSchedule, PublishedText, SentEmail, SentMessage } from './inputs.ts';

/**
 * The clients and commands of the SDK that the product uses, over the world at hand. Each is as strict as the service in
 * what the engine leans on: names, instants, groups, deduplication, sizes.
 */

class Command<Input> {
  readonly input: Input;
  constructor(input: Input) {
    this.input = input;
  }
}

export class SendEmailCommand extends Command<SentEmail> {}
export class GetAccountCommand extends Command<object> {}
export class CreateEmailIdentityCommand extends Command<object> {}
export class DeleteEmailIdentityCommand extends Command<object> {}
export class GetEmailIdentityCommand extends Command<object> {}
export class PutEmailIdentityFeedbackAttributesCommand extends Command<object> {}
export class PutEmailIdentityMailFromAttributesCommand extends Command<object> {}
export class PublishCommand extends Command<PublishedText> {}
export class SendMessageCommand extends Command<SentMessage> {}
export class CreateScheduleCommand extends Command<CreatedSchedule> {}
export class DeleteScheduleCommand extends Command<{ Name: string }> {}
export class GetScheduleCommand extends Command<{ Name: string }> {}
export class DeleteObjectCommand extends Command<{ Key: string }> {}
export class GetObjectCommand extends Command<{ Key: string; Range: string }> {}
export class HeadObjectCommand extends Command<{ Key: string }> {}
export class PutObjectCommand extends Command<{ Key: string; Body: string }> {}
export class GetSecretValueCommand extends Command<{ SecretId: string }> {}
export class PutSecretValueCommand extends Command<{ SecretId: string; SecretString: string }> {}
export class CreateSecretCommand extends Command<{ Name: string; SecretString: string }> {}
export class DeleteSecretCommand extends Command<{ SecretId: string }> {}

export class SESv2Client {
  async send(command: Command<unknown>): Promise<unknown> {
    const process = here();
    const { provider } = process.world;
    if (command instanceof SendEmailCommand) return provider.sendMail(process, command.input);
    // The rate is read now and then, and a mail goes out whether or not it is known.
    if (command instanceof GetAccountCommand) return { SendQuota: { MaxSendRate: provider.sendRate } };
    throw new AwsFailure('NotFoundException', 404, 'No domain is registered in these worlds.');
  }
}

export class SNSClient {
  send(command: PublishCommand): Promise<unknown> {
    return here().world.provider.sendText(here(), command.input);
  }
}

export class SQSClient {
  send(command: SendMessageCommand): Promise<unknown> {
    const { world } = here();
    return here().call('sqs.send', () => {
      const { QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId, DelaySeconds } = command.input;
      world.send(QueueUrl.split('/').at(-1) ?? '', {
        body: MessageBody,
        group: MessageGroupId,
        deduplicationId: MessageDeduplicationId,
        delaySeconds: DelaySeconds,
      });
      return {};
    });
  }
}

export class SchedulerClient {
  send(command: CreateScheduleCommand | DeleteScheduleCommand | GetScheduleCommand): Promise<unknown> {
    const process = here();
    const { schedules } = process.world;
    if (command instanceof CreateScheduleCommand)
      return process.call('scheduler.create', () => schedules.create(command.input));
    const { Name: name } = command.input;
    if (command instanceof DeleteScheduleCommand)
      return process.call('scheduler.remove', () => schedules.remove(name));
    return process.call('scheduler.has', () => schedules.get(name));
  }
}

export class S3Client {
  send(
    command: PutObjectCommand | HeadObjectCommand | GetObjectCommand | DeleteObjectCommand,
  ): Promise<unknown> {
    const process = here();
    const { files } = process.world;
    if (command instanceof PutObjectCommand)
      return process.call('s3.put', () => {
        files.set(command.input.Key, Buffer.from(command.input.Body));
        return {};
      });
    const { Key: key } = command.input;
    if (command instanceof DeleteObjectCommand)
      return process.call('s3.delete', () => {
        files.delete(key);
        return {};
      });
    const stored = (): Buffer => {
      const bytes = files.get(key);
      if (bytes === undefined) throw new AwsFailure('NoSuchKey', 404, `There is no ${key}.`);
      return bytes;
    };
    if (command instanceof HeadObjectCommand)
      return process.call('s3.head', () => ({ ContentLength: stored().length }));
    return process.call('s3.get', () => rangeOf(stored(), command.input.Range));
  }
}

function rangeOf(bytes: Buffer, range: string): object {
  const [from = 0, to = 0] = (/^bytes=(\d+)-(\d+)$/.exec(range) ?? []).slice(1).map(Number);
  if (from >= bytes.length) throw new AwsFailure('InvalidRange', 416, 'The range is beyond the end.');
  const part = bytes.subarray(from, to + 1);
  return {
    Body: { transformToByteArray: async () => new Uint8Array(part) },
    ContentRange: `bytes ${from}-${from + part.length - 1}/${bytes.length}`,
  };
}

export const getSignedUrl = async (_client: unknown, command: Command<{ Key: string }>): Promise<string> =>
  `https://files.example/${command.input.Key}`;

type SecretCommand =
  GetSecretValueCommand | PutSecretValueCommand | CreateSecretCommand | DeleteSecretCommand;

export class SecretsManagerClient {
  async send(command: SecretCommand): Promise<unknown> {
    const process = here();
    const { secrets } = process.world;
    if (command instanceof CreateSecretCommand) {
      const { Name: name, SecretString: text } = command.input;
      return process.call('secrets.create', () => {
        if (secrets.has(name)) throw new AwsFailure('ResourceExistsException', 400, `There is a ${name}.`);
        secrets.set(name, text);
        return {};
      });
    }
    const { SecretId: id } = command.input;
    // Read once a cold start, before anything else is done.
    if (!id.startsWith(credentialsPrefix))
      return { SecretString: `the secret ${id}, of more than thirty-two characters` };
    const known = (): string => {
      const text = secrets.get(id);
      if (text === undefined)
        throw new AwsFailure('ResourceNotFoundException', 400, `There is no secret ${id}.`);
      return text;
    };
    if (command instanceof GetSecretValueCommand)
      return process.call('secrets.get', () => ({ SecretString: known() }));
    if (command instanceof PutSecretValueCommand) {
      const { SecretString: text } = command.input;
      return process.call('secrets.put', () => {
        known();
        secrets.set(id, text);
        return {};
      });
    }
    return process.call('secrets.delete', () => {
      secrets.delete(id);
      return {};
    });
  }
  destroy(): void {
    // Nothing is open.
  }
}
