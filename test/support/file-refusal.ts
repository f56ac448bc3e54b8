import assert from 'node:assert/strict';

/** What is said of a file that the demo does not take: one sentence for its user, no stack. */
export function fileRefusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => assert.fail('it was taken'),
    (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.equal(error.name, 'UserFileError', error.stack);
      return error.message;
    },
  );
}
