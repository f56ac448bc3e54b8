import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';

/** The key that signs public links (unsubscribe, reply addresses): 64 random characters that nobody has seen. */
export class LinkSecret extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { keepsData }: { keepsData: boolean }) {
    super(scope, id);
    this.#secret = new Secret(this, 'secret', {
      description: 'Signs the links in mails. Add a key to rotate; a plain new value breaks every link sent.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Rotated by hand (infra/docs/deployment.md): the old key has to stay listed while links signed with it are about.',
    });
  }

  /** With the letters that AWS puts after its name. */
  get arn(): string {
    return this.#secret.secretArn;
  }

  /** Lets a function read the secret, and tells it where. */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.linkSecretArn, this.#secret.secretArn);
    target.allow(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [this.#secret.secretArn],
      }),
    );
  }
}
