/** What became of one question. `not-asked`: it could not be answered, so nothing is known. */
export const verdicts = ['ok', 'to-do', 'not-asked'] as const;
export type Verdict = (typeof verdicts)[number];

/** One thing that an account needs for a stage, how it stands, and what to do about it. */
export type Finding = {
  /** What was looked at, such as `SES: production access`. */
  what: string;
  verdict: Verdict;
  /** How it stands, as a sentence. */
  says: string;
  /** What to do; empty when it is in order. */
  toDo: string;
};

/** An answer of AWS or of DNS; `absent`: what was asked for is not there. */
export type Asked<Value> =
  { kind: 'found'; value: Value } | { kind: 'absent' } | { kind: 'not-asked'; why: string };

/** It is in order. */
export const ok = (what: string, says: string): Finding => ({ what, verdict: 'ok', says, toDo: '' });

/** Somebody has to do something. */
export const toDo = (what: string, says: string, todo: string): Finding => ({
  what,
  verdict: 'to-do',
  says,
  toDo: todo,
});

/** Judges an answer; one that could not be had is told as such, and what is absent as what is to be done. */
export function judged<Value>(
  what: string,
  asked: Asked<Value>,
  absent: { says: string; toDo: string },
  judge: (value: Value) => Finding,
): Finding {
  switch (asked.kind) {
    case 'found':
      return judge(asked.value);
    case 'absent':
      return toDo(what, absent.says, absent.toDo);
    case 'not-asked':
      return {
        what,
        verdict: 'not-asked',
        says: asked.why,
        toDo: 'Look in the AWS console, or ask with credentials that may read it: npm run doctor.',
      };
  }
}

/** What the command ends with: 1 when something is to be done, 2 when all that could be asked is in order. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  const has = (verdict: Verdict) => findings.some((finding) => finding.verdict === verdict);
  return has('to-do') ? 1 : has('not-asked') ? 2 : 0;
}
