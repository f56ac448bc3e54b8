import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** Roles as groups of the pool, the mightiest first: a user in several has the first. */
const roles = ['super_admin', 'admin', 'manager', 'user'];

/** Where the command line waits for somebody who signs in by a browser. */
const commandLineCallback = 'http://localhost:8976/callback';

/** What a token tells of its user. */
const readable = new ClientAttributes()
  .withStandardAttributes({ email: true, emailVerified: true })
  .withCustomAttributes('organisation', 'user_id');

/**
 * Who may use the API. Users are made by an admin (infra/docs/deployment.md); their organisation and user id are fixed
 * at that moment and no client may write them, since every key in the tables begins with the organisation in the token.
 */
export class UserDirectory extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** Where the hosted pages of the pool lie. */
  readonly signInUrl: string;

  constructor(
    scope: Construct,
    id: string,
    { poolName, keepsData }: { poolName: string; keepsData: boolean },
  ) {
    super(scope, id);
    this.pool = new UserPool(this, 'pool', {
      userPoolName: poolName,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A new address is who one signs in as, so it counts once it is verified.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: {
        organisation: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
        user_id: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
      },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'Each user may add a one-time password; programs that call the API sign in too and cannot.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The Plus plan is billed per monthly user; an organisation that wants it turns it on.',
      },
    );
    this.client = this.pool.addClient('client', {
      authFlows: { userSrp: true, adminUserPassword: true },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      disableOAuth: true,
      readAttributes: readable,
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    });
    // Prefixes are unique in a Region, over all accounts.
    const domain = this.pool.addDomain('sign-in', {
      cognitoDomain: { domainPrefix: `${poolName}-${Aws.ACCOUNT_ID}` },
    });
    this.signInUrl = domain.baseUrl();
    roles.forEach((groupName, precedence) => {
      new CfnUserPoolGroup(this, groupName, { userPoolId: this.pool.userPoolId, groupName, precedence });
    });
  }

  /**
   * Lets people sign in to the console by the hosted pages of the pool: authorization code with PKCE, no secret.
   * @param urls of the API, on whose origins the console lies
   */
  addConsole(urls: readonly string[]): UserPoolClient {
    return this.pool.addClient('console', {
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [...urls.map((url) => `${url}/console/signed-in`), commandLineCallback],
        logoutUrls: urls.map((url) => `${url}/console`),
      },
      readAttributes: readable,
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    });
  }
}
