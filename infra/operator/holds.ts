import { documentClient } from '#shared/adapters/aws/dynamo.ts';
import { dynamoEngineStore } from '#shared/adapters/aws/dynamo-engine-store.ts';
import { EVERY_ORGANISATION, isInForce, scopeOfHold, type Hold } from '#shared/domain/holds/hold.ts';
import { ended, holdByPerson } from '#shared/domain/holds/person-hold.ts';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { withTexts } from '#shared/domain/time/with-texts.ts';
import { namesOf } from '../constructs/names.ts';
import { readArguments, refuseArguments } from '../read-arguments.ts';

const usage = `usage: npm run holds -- <stage> [hold|release] [mail|sms|all] [--note <why>]
Holds all sending of a stage, or releases it; without a verb it lists what is held. Takes the AWS credentials and Region
of the environment, which must reach the table relance-<stage>-holds.`;

/** Who holds, as people see it. */
const OPERATOR = 'operator';

/** What is held of the whole stage, changed by who has access to its AWS account. */
async function run(): Promise<string> {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: { note: { type: 'string' } },
  });
  const [stage, verb = 'list', channel = 'all', ...rest] = positionals;
  const scope = scopeOfHold(`stage.${channel}`);
  if (stage === undefined || rest.length > 0) return refuseArguments(usage);
  if (scope === undefined) return refuseArguments(usage, `“${channel}” is neither mail nor sms nor all.`);
  const names = namesOf(stage);
  const { holds } = dynamoEngineStore({ client: documentClient(), tableName: names.table });
  const now = systemClock.now();
  const existing = await holds.get(EVERY_ORGANISATION, `stage.${channel}`);

  const write = async (hold: Hold, done: string): Promise<string> =>
    (await holds.put(hold, existing?.revision ?? 'absent')) === 'written'
      ? done
      : 'It was changed at this very moment: run the command again.';

  switch (verb) {
    case 'list': {
      const { items } = await holds.list(EVERY_ORGANISATION, { limit: 100 });
      const inForce = items.filter((hold) => isInForce(hold, now));
      return inForce.length === 0
        ? 'Nothing is held.'
        : JSON.stringify(inForce.map(withTextsInside), null, 2);
    }
    case 'hold': {
      const at = { ...scope, organisation: EVERY_ORGANISATION };
      const hold = holdByPerson(existing, at, { userId: OPERATOR, note: values.note }, now);
      return write(hold, `${hold.id} is held.`);
    }
    case 'release':
      if (existing === undefined || !isInForce(existing, now)) return `stage.${channel} is not held.`;
      return write(
        ended(existing, now),
        `stage.${channel} is released. What waits goes out within the hour; to have it go now:\naws lambda invoke --function-name ${names.function('sweep')} /dev/stdout`,
      );
    default:
      return refuseArguments(usage, `“${verb}” is neither hold nor release.`);
  }
}

/** As it is stored: moments as texts. */
function withTextsInside(hold: Hold) {
  const { probe } = hold;
  return {
    ...withTexts(hold, { since: true, until: true }),
    ...(probe && { probe: withTexts(probe, { at: true }) }),
  };
}

console.log(await run());
