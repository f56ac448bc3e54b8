/** True of an error that AWS answered under this name. By name, since bundles leave out the SDK's error classes. */
export function isAwsError(error: unknown, name: string): boolean {
  return error instanceof Error && '$fault' in error && error.name === name;
}
