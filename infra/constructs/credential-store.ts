import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';
import { secretsArn, type Names } from './names.ts';

/** The secrets with credentials of connections: made when something is connected, each under a name of the stage. */
export class CredentialStore {
  readonly #prefix: string;

  constructor(names: Names) {
    this.#prefix = names.credentials;
  }

  /** Lets a function keep credentials, and tells it under which names. */
  grantTo(target: AppFunction): void {
    this.#allow(target, ['CreateSecret', 'DeleteSecret', 'GetSecretValue', 'PutSecretValue']);
  }

  /** Lets a function read credentials, and tells it under which names. */
  grantReadTo(target: AppFunction): void {
    this.#allow(target, ['GetSecretValue']);
  }

  #allow(target: AppFunction, actions: readonly string[]): void {
    target.setEnvironment(environmentNames.credentialsPrefix, this.#prefix);
    target.allow(
      new PolicyStatement({
        actions: actions.map((action) => `secretsmanager:${action}`),
        resources: [secretsArn(this.#prefix)],
      }),
      'A secret is named after its organisation and service when that is connected; the statement names the stage.',
    );
  }
}
