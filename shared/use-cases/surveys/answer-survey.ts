import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { readAnswer } from '../../domain/surveys/answer.ts';
import type { Question } from '../../domain/surveys/question.ts';
import { completeResponse, giveAnswers, type Given } from '../../domain/surveys/response.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { openSurvey, type OpenSurvey, type SurveyStore } from './open-survey.ts';
import { stopReminders } from './stop-reminders.ts';

type Ports = Omit<EnginePorts, 'store'> & { store: EnginePorts['store'] & SurveyStore };

/** What a page sent: the texts of the fields of each question that it showed. */
export type Sent = ReadonlyMap<string, readonly string[]>;

/** What is wrong with the answer to a question. */
export type AnswerError = 'missing' | 'not-offered' | 'too-long';

/** What came of a page that was sent. `open`: the survey as it is now. */
export type Answered =
  | { kind: 'saved'; open: OpenSurvey }
  | { kind: 'completed'; open: OpenSurvey }
  /** It was completed before, and takes nothing more. */
  | { kind: 'closed'; open: OpenSurvey }
  /** What is right of it is kept; the rest is told. */
  | { kind: 'wrong'; open: OpenSurvey; errors: ReadonlyMap<string, AnswerError> }
  | { kind: 'too-long'; open: OpenSurvey }
  | { kind: 'not-found' };

/** Rounds that may be lost to other pages of the same client. */
const ROUNDS = 8;

/**
 * Keeps the answers that a client gives, and completes the survey where the client sends it off (C1). Completed, no
 * reminder follows (C2): the enrollment is stopped, and a due reminder looks at the response before it goes.
 */
export async function answerSurvey(
  ports: Ports,
  request: {
    organisation: string;
    enrollment: EnrollmentId;
    sent: Sent;
    complete: boolean;
    now: Instant;
  },
): Promise<Answered> {
  const { organisation, enrollment, sent, complete, now } = request;
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = await openSurvey(ports, { organisation, enrollment, now });
    if (open === undefined) return { kind: 'not-found' };
    const outcome = decide(open, sent, complete, now);
    const { response } = outcome.open;
    if (response !== open.response) {
      const { revision } = open.response;
      const written = { ...response, revision: revision + 1 };
      if ((await ports.store.responses.put(written, revision === 0 ? 'absent' : revision)) === 'conflict')
        continue;
    }
    if (outcome.kind === 'completed' || outcome.kind === 'closed') await stopReminders(ports, response, now);
    return outcome;
  }
  throw new ContentionError(`Response ${enrollment} of ${organisation} is contended`);
}

type Decided = Exclude<Answered, { kind: 'not-found' }>;

function decide(open: OpenSurvey, sent: Sent, complete: boolean, now: Instant): Decided {
  const { version: asked, sequence } = open;
  const version = { number: asked.version, questions: asked.questions };
  const given = read(asked.questions, sent);
  const errors = new Map<string, AnswerError>();
  for (const [id, said] of given) if (said.kind === 'wrong') errors.set(id, said.why);

  const answering = giveAnswers(open.response, version, given, now);
  if (answering.kind === 'closed') return { kind: 'closed', open };
  if (answering.kind === 'too-long') return { kind: 'too-long', open };
  const response = answering.kind === 'answered' ? answering.response : open.response;
  const answered = { ...open, response };
  if (!complete || errors.size > 0)
    return errors.size > 0 ? { kind: 'wrong', open: answered, errors } : { kind: 'saved', open: answered };
  const completing = completeResponse(response, version, sequence.feedback?.unhappyBelow, now);
  if (completing.kind === 'closed') return { kind: 'closed', open };
  if (completing.kind === 'missing') {
    for (const { id } of completing.questions) errors.set(id, 'missing');
    return { kind: 'wrong', open: answered, errors };
  }
  // One change tells of the last answers and of the end.
  const { changed } = response === open.response ? completing.response : response;
  return { kind: 'completed', open: { ...open, response: { ...completing.response, changed } } };
}

function read(questions: readonly Question[], sent: Sent): Given {
  return new Map(
    questions.flatMap((question) => {
      const values = sent.get(question.id);
      return values === undefined ? [] : [[question.id, readAnswer(question, values)] as const];
    }),
  );
}
