import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import { stageAccount } from '#shared/adapters/aws/stage-account.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import {
  readDnsServers,
  readRegion,
  readSmsConfigurationSet,
  readVariable,
} from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { dynamo } from './dynamo.ts';
import { memoized } from './memoized.ts';
import { rememberedUsers } from './remembered-users.ts';

/** One question after another that depends on it: both must be over before API Gateway gives the request up. */
const patience = { attempts: 1, inAllMs: 9_000 };

/** What looking at the account of the stage reaches outside through. */
export const doctorPorts = memoized(() => {
  const { recordOfCaller } = rememberedUsers(dynamoStore(dynamo()).users, () => performance.now());
  const stage = {
    region: readRegion(),
    domain: readVariable('domain'),
    replyDomain: readVariable('replyDomain'),
    from: readVariable('from'),
    smsConfigurationSet: readSmsConfigurationSet(),
    alarmTopicArn: readVariable('alarmTopicArn'),
  };
  const known = async () => ({ kind: 'found' as const, value: stage });
  return {
    clock,
    recordOfCaller,
    account: stageAccount(readVariable('configurationSet'), known, nodeDns(readDnsServers()), patience),
    stage: { stage: readVariable('stage'), functionsAtOnce: Number(readVariable('functionsAtOnce')) },
  };
});
