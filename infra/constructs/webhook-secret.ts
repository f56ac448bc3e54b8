import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';

/**
 * The key from which the signing secrets of webhooks are made, and that seals the values of their headers: 64 random
 * characters that nobody has seen. Its own, so that rotating the key of the links breaks no receiver.
 */
export class WebhookSecret extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { keepsData }: { keepsData: boolean }) {
    super(scope, id);
    this.#secret = new Secret(this, 'secret', {
      description:
        'Signs webhooks and seals their headers. A new value changes every signing secret, and headers must be given anew.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The secrets made from it are rotated through the API, with a day during which both sign.',
    });
  }

  /** With the letters that AWS puts after its name. */
  get arn(): string {
    return this.#secret.secretArn;
  }

  /** Lets a function read the key, and tells it where. */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.webhookSecretArn, this.#secret.secretArn);
    target.allow(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [this.#secret.secretArn],
      }),
    );
  }
}
