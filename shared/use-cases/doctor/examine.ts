import type {
  AlarmReceiver,
  Concurrency,
  Deployed,
  Quota,
  StageAccount,
  TextSending,
} from '../../ports/stage-account.ts';
import { examineDomain, examineSending, examineSettings } from './examine-mail.ts';
import { judged, ok, toDo, type Asked, type Finding } from '../../domain/doctor/finding.ts';

/** What a stage is to bear. */
export type Plan = {
  stage: string;
  mailsPerDay: number;
  /** Whether sequences send texts; else nothing of them is asked. */
  texts: boolean;
  /** As many functions as a stage starts at once when it is busy. */
  functionsAtOnce: number;
};

/**
 * Everything that an account needs for a stage, in the order in which it is to be done. What could not be asked is among
 * the findings, with why.
 */
export async function examine(account: StageAccount, plan: Plan): Promise<Finding[]> {
  const [deployed, sending, settings, concurrency, quotas, texts, receivers] = await Promise.all([
    account.deployed(),
    account.mailSending(),
    account.mailSettings(),
    account.concurrency(),
    account.schedulerQuotas(),
    plan.texts ? account.textSending() : undefined,
    account.alarmReceivers(),
  ]);
  const findings = [
    ofDeployment(deployed, plan),
    ...examineSending(sending, plan),
    ...(deployed.kind === 'found' ? await examineDomain(account, deployed.value) : []),
    examineSettings(settings),
    ofConcurrency(concurrency, plan),
    ...schedulerRates.map((rate) => ofScheduler(quotas, rate, plan)),
    ...(texts === undefined ? [] : ofTexts(texts)),
    ofAlarms(receivers),
  ];
  return findings.map((finding) => ({ ...finding, toDo: finding.toDo.replaceAll('STAGE', plan.stage) }));
}

const deploy = (stage: string) => `Deploy it: npx cdk deploy --all -c stage=${stage} -c from=… -c domain=….`;

function ofDeployment(asked: Asked<Deployed>, { stage }: Plan): Finding {
  const what = 'Stage';
  const absent = {
    says: `There is no stage “${stage}” in this Region, so its domain and replies are not known.`,
    toDo: deploy(stage),
  };
  return judged(what, asked, absent, ({ region, from }) =>
    ok(what, `“${stage}” is deployed in ${region} and sends from ${from}.`),
  );
}

function ofConcurrency(asked: Asked<Concurrency>, { functionsAtOnce }: Plan): Finding {
  const what = 'Lambda: concurrency';
  const absent = { says: 'Lambda knows nothing of the account.', toDo: 'Choose a Region that has Lambda.' };
  return judged(what, asked, absent, ({ all, unreserved }) => {
    const says = `${all} functions at once in this Region, ${unreserved} of them not reserved; a stage starts up to ${functionsAtOnce}.`;
    return unreserved >= functionsAtOnce
      ? ok(what, says)
      : toDo(what, says, 'Ask for 1,000 in Service Quotas → AWS Lambda → Concurrent executions.');
  });
}

/** Rates of Scheduler that limit how many steps begin in a second, by how their quota is named. */
const schedulerRates = [
  { what: 'Scheduler: entries made in a second', named: /^CreateSchedule\b/i },
  { what: 'Scheduler: entries fired in a second', named: /^Invocations?\b/i },
] as const;

/** The busiest second of a day: steps that are spread over nine hours, ten times as dense at their opening. */
const busiestSecond = (mailsPerDay: number) => Math.ceil((10 * mailsPerDay) / (9 * 60 * 60));

function ofScheduler(
  asked: Asked<readonly Quota[]>,
  { what, named }: (typeof schedulerRates)[number],
  { mailsPerDay }: Plan,
): Finding {
  const absent = { says: 'Service Quotas does not know Scheduler.', toDo: 'Choose a Region that has it.' };
  return judged(what, asked, absent, (quotas) => {
    const quota = quotas.find(({ name }) => named.test(name));
    if (quota === undefined) {
      const toLook = 'See Service Quotas → EventBridge Scheduler.';
      return { what, verdict: 'not-asked', says: 'Service Quotas does not tell it.', toDo: toLook };
    }
    const needed = busiestSecond(mailsPerDay);
    const says = `${quota.value}; ${mailsPerDay} mails a day need about ${needed} in their busiest second.`;
    return quota.value >= needed
      ? ok(what, says)
      : toDo(what, says, `Ask for more in Service Quotas → EventBridge Scheduler → ${quota.name}.`);
  });
}

function ofTexts(asked: Asked<TextSending>): Finding[] {
  const absent = {
    says: 'No texts are sent here.',
    toDo: 'Choose a Region whose SNS or End User Messaging sends texts.',
  };
  const service = asked.kind === 'found' ? asked.value.service : 'Texts';
  const [sandbox, spending] = [`${service}: sandbox for texts`, `${service}: spending limit for texts`];
  return [
    judged(sandbox, asked, absent, (texts) =>
      texts.sandbox
        ? toDo(
            sandbox,
            'Texts go to verified numbers alone, and all others are held.',
            texts.service === 'SNS'
              ? 'Leave it in the SNS console: Text messaging → Exit SMS sandbox.'
              : 'Leave it in the console of End User Messaging: SMS → Overview → Request production access.',
          )
        : ok(sandbox, 'Texts go to everybody.'),
    ),
    judged(spending, asked, absent, ({ dollarsAMonth, refuses }) => {
      const beyond = refuses ? 'texts are held' : 'texts are dropped without an error';
      const says = `$${dollarsAMonth} a month; beyond it ${beyond}.`;
      return dollarsAMonth > 1
        ? ok(spending, says)
        : toDo(
            spending,
            says,
            refuses
              ? 'Raise it in Service Quotas → AWS End User Messaging SMS.'
              : 'Raise it in Service Quotas → Amazon SNS, then in the SNS console.',
          );
    }),
  ];
}

function ofAlarms(asked: Asked<readonly AlarmReceiver[]>): Finding {
  const what = 'Alarms: who is told';
  const subscribe = 'Deploy with -c alarmEmail=…, and confirm the mail of SNS.';
  const absent = {
    says: 'There is no topic for alarms.',
    toDo: 'Deploy the stack relance-STAGE-monitoring.',
  };
  return judged(what, asked, absent, (receivers) => {
    const confirmed = receivers.filter((receiver) => receiver.confirmed);
    const waiting = receivers.filter((receiver) => !receiver.confirmed).map(({ endpoint }) => endpoint);
    if (confirmed.length > 0) return ok(what, `${confirmed.map(({ endpoint }) => endpoint).join(', ')}.`);
    return waiting.length > 0
      ? toDo(what, `${waiting.join(', ')} has not confirmed.`, 'Confirm by the link in the mail of SNS.')
      : toDo(what, 'Nobody is.', subscribe);
  });
}
