import { environmentNames, resourceName, resourceVariable } from './environment.ts';

/** A variable that the function was not given: its grants in the manifest do not fit what it does. */
class MissingVariableError extends Error {
  override readonly name = 'MissingVariableError';

  constructor(variable: string) {
    super(`The environment lacks ${variable}`);
  }
}

/** The value of a variable of the environment. @throws MissingVariableError */
export function readVariable(name: keyof typeof environmentNames): string {
  return required(environmentNames[name]);
}

/** Private addresses that webhooks may call: none unless the environment lists some, as the local system does. */
export function readWebhookAllowedAddresses(): string[] {
  const listed = process.env[environmentNames.webhookAllowedAddresses] ?? '';
  return listed.split(',').filter((address) => address !== '');
}

/** The host of links that the API has a certificate for; undefined: none yet. */
export function readLinkHost(): string | undefined {
  return process.env[environmentNames.linkHost] || undefined;
}

/** The configuration set of AWS End User Messaging; undefined: texts go out by SNS. */
export function readSmsConfigurationSet(): string | undefined {
  return process.env[environmentNames.smsConfigurationSet] || undefined;
}

/** What texts are sent from; undefined: AWS chooses. */
export function readSmsIdentity(): string | undefined {
  return process.env[environmentNames.smsIdentity] || undefined;
}

/** Name servers to ask in place of the system's own. */
export function readDnsServers(): string[] {
  return (process.env[environmentNames.dnsServers] ?? '').split(',').filter((server) => server !== '');
}

/** What connects the stand-ins of services, as JSON; undefined: there are none, as everywhere but on one machine. */
export function readStandIns(): string | undefined {
  return process.env[environmentNames.standIns] || undefined;
}

/** The user pool of the stage; undefined where there is none, as on one machine. */
export function readUserPoolId(): string | undefined {
  return process.env[environmentNames.userPoolId];
}

/** Where the console's files are; undefined: beside the function. */
export function readConsoleFolder(): string | undefined {
  return process.env[environmentNames.consoleFolder];
}

/** The least level that is logged, if one is set. */
export function readLogLevel(): string | undefined {
  return process.env[environmentNames.logLevel];
}

/** The X-Ray trace of the present invocation; undefined where nothing is traced. */
export function readTraceId(): string | undefined {
  return /Root=([^;]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
}

/** The Region that the function runs in. */
export function readRegion(): string {
  return required('AWS_REGION');
}

/** The name of a table of this stage. */
export function readTableName(name: string): string {
  return resourceName(readVariable('stage'), name);
}

/** The URL of a queue; undefined when the function may not send to it. */
export function readQueueUrl(name: string): string | undefined {
  return process.env[resourceVariable('QUEUE', name)];
}

/** The name of a bucket. @throws MissingVariableError when the function may not use it. */
export function readBucketName(name: string): string {
  return required(resourceVariable('BUCKET', name));
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new MissingVariableError(variable);
  return value;
}
