import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from '#shared/adapters/aws/client-settings.ts';
import { askedWithin, stageAccount, type KnownStage } from '#shared/adapters/aws/stage-account.ts';
import { environmentNames } from '#shared/config/environment.ts';
import type { Asked } from '#shared/domain/doctor/finding.ts';
import type { Dns } from '#shared/ports/dns.ts';
import type { StageAccount } from '#shared/ports/stage-account.ts';
import { namesOf } from '../constructs/names.ts';

const patience = { attempts: 3, inAllMs: 30_000 };

/** The account of a stage, of which nothing but the name is known: the rest one of its functions is asked for. */
export function deployedAccount(stage: string, dns: Pick<Dns, 'mx'>): StageAccount {
  const names = namesOf(stage);
  const lambda = new LambdaClient(clientSettings({ ...patience, timeoutMs: 10_000 }));
  const read = async (): Promise<KnownStage> => {
    const { FunctionArn: arn = '', Environment: environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: names.function('run-due-steps') }),
    );
    const variables = environment?.Variables ?? {};
    const valueOf = (name: keyof typeof environmentNames) => variables[environmentNames[name]];
    const [, partition, , region = '', account] = arn.split(':');
    const replyDomain = valueOf('replyDomain') ?? '';
    return {
      region,
      // Stages of 0.2.0 do not say it: theirs is what comes after “reply.”.
      domain: valueOf('domain') ?? replyDomain.replace(/^reply\./, ''),
      replyDomain,
      from: valueOf('from') ?? '',
      smsConfigurationSet: valueOf('smsConfigurationSet'),
      alarmTopicArn: `arn:${partition}:sns:${region}:${account}:${names.topic('alarms')}`,
    };
  };
  let known: Promise<Asked<KnownStage>> | undefined;
  const knownOnce = () => (known ??= askedWithin(patience.inAllMs, read));
  return stageAccount(names.configurationSet, knownOnce, dns, patience);
}
