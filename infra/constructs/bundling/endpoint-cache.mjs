/**
 * Takes the place of `@aws-sdk/endpoint-cache` in bundles: DynamoDB's client makes one, and would use it only with
 * endpoint discovery, which is off.
 */
export class EndpointCache {}
