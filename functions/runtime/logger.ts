import { Logger } from '@aws-lambda-powertools/logger';

/** The log of a function. It bears ids only: no addresses, no bodies, no tokens. */
export const logger = new Logger({ serviceName: 'relance' });
