import type { Deadline } from '#shared/ports/deadline.ts';

/** A deadline of so many seconds from now. */
export function deadlineIn(seconds: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1_000);
  });
  return { seconds, passed, clear: () => clearTimeout(timer) };
}
