/** An error as the SDK throws it for an answer of the service. */
export class AwsFailure extends Error {
  readonly $fault = 'client';
  readonly $metadata: { httpStatusCode: number };

  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}
