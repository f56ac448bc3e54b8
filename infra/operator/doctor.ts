import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { functionsAtOnce } from '#functions/manifest.ts';
import { exitCodeOf, type Finding, type Verdict } from '#shared/domain/doctor/finding.ts';
import { examine } from '#shared/use-cases/doctor/examine.ts';
import { readArguments, refuseArguments } from '../read-arguments.ts';
import { deployedAccount } from './deployed-account.ts';

const usage = `usage: npm run doctor -- --stage <stage> [--mails-per-day <number>] [--no-sms] [--json]
Says what the AWS account needs for a stage, and what is missing. Changes nothing. Takes the AWS credentials and Region
of the environment. --mails-per-day: what the stage is to bear, 10000 unless said. --no-sms: no sequence sends texts.
Ends with 1 when something is to be done, with 2 when something could not be asked and the rest is in order.`;

const words = { ok: 'ok', 'to-do': 'TO DO', 'not-asked': 'not asked' } as const satisfies Record<
  Verdict,
  string
>;

function lineOf({ what, verdict, says, toDo }: Finding): string {
  return `${words[verdict].padEnd(9)}  ${what}: ${says}${toDo === '' ? '' : `\n           → ${toDo}`}`;
}

const { values } = readArguments(usage, {
  allowNegative: true,
  options: {
    stage: { type: 'string' },
    'mails-per-day': { type: 'string', default: '10000' },
    sms: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
});
const { stage, 'mails-per-day': mails, sms: texts, json } = values;
if (stage === undefined) refuseArguments(usage);
if (!/^[1-9]\d{0,8}$/.test(mails)) refuseArguments(usage, `“${mails}” is no number of mails.`);
const plan = { stage, mailsPerDay: Number(mails), texts, functionsAtOnce };
const findings = await examine(deployedAccount(stage, nodeDns()), plan);
console.log(json ? JSON.stringify(findings, null, 2) : findings.map(lineOf).join('\n'));
process.exitCode = exitCodeOf(findings);
