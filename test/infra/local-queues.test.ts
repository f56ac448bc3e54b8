import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { later } from '#infra/local/clock.ts';
import { environment, localServices } from '#test/support/local-services.ts';

const { clock, system } = localServices();

describe('Scheduler', () => {
  const scheduler = new SchedulerClient();
  const create = (Name: string, at: string, ClientToken?: string) =>
    scheduler.send(
      new CreateScheduleCommand({
        Name,
        GroupName: 'relance-local',
        ClientToken,
        ScheduleExpression: `at(${at})`,
        ActionAfterCompletion: 'DELETE',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: environment('RELANCE_LANES_QUEUE_ARN'),
          RoleArn: environment('RELANCE_SCHEDULE_ROLE_ARN'),
          Input: '{}',
          SqsParameters: { MessageGroupId: 'g' },
        },
      }),
    );

  test('refuses a second schedule of the same name, unless it is the same call again', async () => {
    const { ScheduleArn } = await create('one', '2026-04-01T09:00:00', 'token-1');
    assert.match(ScheduleArn ?? '', /:schedule\/relance-local\/one$/);
    await assert.rejects(create('one', '2026-04-01T09:00:00', 'token-2'), ConflictException);
    await create('one', '2026-04-01T09:00:00', 'token-1');
  });

  test('refuses what AWS refuses: the past, long names, other characters', async () => {
    await assert.rejects(create('past', '2026-03-02T08:00:00'), ValidationException);
    await assert.rejects(create('x'.repeat(65), '2026-04-01T09:00:00'), ValidationException);
    await assert.rejects(create('a~b', '2026-04-01T09:00:00'), ValidationException);
  });

  test('reads, lists and deletes; what is not there is not found', async () => {
    await create('two', '2026-04-02T09:00:00');
    const got = await scheduler.send(new GetScheduleCommand({ Name: 'two', GroupName: 'relance-local' }));
    assert.equal(got.ScheduleExpression, 'at(2026-04-02T09:00:00)');
    const page = await scheduler.send(
      new ListSchedulesCommand({ GroupName: 'relance-local', MaxResults: 1 }),
    );
    assert.deepEqual([page.Schedules?.map((each) => each.Name), page.NextToken], [['one'], 'one']);
    const remove = new DeleteScheduleCommand({ Name: 'two', GroupName: 'relance-local' });
    await scheduler.send(remove);
    await assert.rejects(scheduler.send(remove), ResourceNotFoundException);
  });
});

describe('SQS', () => {
  const sqs = new SQSClient();
  const QueueUrl = () => environment('QUEUE_LANES');

  test('accepts the same body of a FIFO queue once in five minutes', async () => {
    const message = { QueueUrl: QueueUrl(), MessageBody: 'same', MessageGroupId: 'g' };
    const first = await sqs.send(new SendMessageCommand(message));
    const second = await sqs.send(new SendMessageCommand(message));
    assert.equal(second.MessageId, first.MessageId);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10 }),
    );
    assert.equal(Messages.length, 1);
    assert.equal(Messages[0]!.Attributes?.['MessageGroupId'], 'g');
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: Messages[0]!.ReceiptHandle }),
    );
    // Worked off and deleted, it is remembered still; another group has never had it.
    clock.advanceTo(later(clock.now(), 290));
    assert.equal((await sqs.send(new SendMessageCommand(message))).MessageId, first.MessageId);
    const other = await sqs.send(new SendMessageCommand({ ...message, MessageGroupId: 'h' }));
    assert.notEqual(other.MessageId, first.MessageId);
    clock.advanceTo(later(clock.now(), 11));
    const third = await sqs.send(new SendMessageCommand(message));
    assert.notEqual(third.MessageId, first.MessageId);
  });

  test('a message received five times in vain goes to the dead-letter queue', async () => {
    const url = environment('QUEUE_JOBS');
    await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'poison' }] }),
    );
    for (let receive = 1; receive <= 6; receive += 1) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }),
      );
      assert.equal(Messages.length, receive <= 5 ? 1 : 0);
    }
    const deadLetters = system().aws.queues.get('relance-local-jobs-dlq')?.messages() ?? [];
    assert.deepEqual(
      deadLetters.map((each) => each.body),
      ['poison'],
    );
  });
});
