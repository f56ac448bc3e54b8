import { Link } from '@tanstack/react-router';
import {
  createContext,
  useContext,
  useId,
  useRef,
  type ReactNode,
  type RefObject,
  type SubmitEvent,
} from 'react';
import { errorAt, errorsBeside, ProblemError, UnreachableError } from '../api/problem.ts';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

type FormState = { error: unknown; shown: Set<string> };
const Context = createContext<FormState>({ error: null, shown: new Set() });

/** A form whose refusals land at the fields that they name; what belongs to no field stands above the buttons. */
export function Form({
  error,
  onSubmit,
  children,
  actions,
  className = 'grid gap-4',
  ref,
}: {
  error?: unknown;
  onSubmit: () => void;
  children: ReactNode;
  actions: ReactNode;
  className?: string;
  ref?: RefObject<HTMLFormElement | null>;
}) {
  const shown = useRef(new Set<string>()).current;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Context value={{ error, shown }}>
      <form ref={ref} noValidate onSubmit={submit} className={className}>
        {children}
        <ProblemNotice error={error} shown={shown} />
        <div className="flex flex-wrap items-center gap-2">{actions}</div>
      </form>
    </Context>
  );
}

/** The button that sends a form, and the one that leaves it where there is somewhere to go back to. */
export function FormButtons({
  action,
  look = 'main',
  busy = false,
  disabled = false,
  onCancel,
}: {
  /** The words on the button that sends it. */
  action: string;
  look?: 'main' | 'danger';
  busy?: boolean;
  disabled?: boolean;
  onCancel?: (() => void) | undefined;
}) {
  const t = useT();
  return (
    <>
      <Button type="submit" look={look} busy={busy} disabled={disabled}>
        {action}
      </Button>
      {onCancel !== undefined && <Button onClick={onCancel}>{t('Cancel')}</Button>}
    </>
  );
}

/** What was refused, in the words of the API; nothing where nothing was. */
export function ProblemNotice({ error, shown = new Set() }: { error: unknown; shown?: ReadonlySet<string> }) {
  const t = useT();
  if (error === null || error === undefined) return null;
  const beside = errorsBeside(error, shown);
  const words = wordsOf(error, t('The server could not be reached. Nothing was lost: try again.'));
  const see = placeToSee(error);
  return (
    <Notice tone="bad" role="alert">
      <p>{words}</p>
      {beside.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {beside.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {see !== undefined && (
        <Link to={see} className="underline">
          {t('Fix it there')}
        </Link>
      )}
    </Notice>
  );
}

/** Where in the console what was refused can be mended: the API names it with the beginning of the console’s addresses. */
function placeToSee(error: unknown): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const see = error.problem.errors?.find((each) => each.see !== undefined)?.see;
  return see?.startsWith(CONSOLE) === true ? see.slice(CONSOLE.length) : undefined;
}
const CONSOLE = '/console';

function wordsOf(error: unknown, unreachable: string): string {
  if (error instanceof UnreachableError) return unreachable;
  if (error instanceof ProblemError) return error.problem.detail ?? error.problem.title;
  return error instanceof Error ? error.message : String(error);
}

/** What is wrong with the value at a path of what the form sent; it is then not said above the buttons too. */
function useProblem(path: string | undefined): string | undefined {
  const { error, shown } = useContext(Context);
  if (path === undefined) return undefined;
  shown.add(path);
  return errorAt(error, path);
}

/** What a control is called and what is said beside it. */
export type Labelled = {
  label: ReactNode;
  /** Where the value stands in the body, as problems name it. */
  path?: string | undefined;
  hint?: ReactNode;
  hideLabel?: boolean | undefined;
};

/** Controls that belong together under one label, a hint, and what is wrong with the value at `path`. */
export function FieldGroup({
  label,
  path,
  hint,
  children,
  hideLabel = false,
}: Labelled & { children: ReactNode }) {
  const id = useId();
  const problem = useProblem(path);
  return (
    <fieldset aria-describedby={problem === undefined ? undefined : `${id}-problem`} className="min-w-0">
      <legend className={hideLabel ? 'sr-only' : 'mb-1 text-sm font-medium'}>{label}</legend>
      <div className="grid content-start gap-1.5">
        {children}
        {hint !== undefined && <p className="text-soft text-sm">{hint}</p>}
        <Problem id={`${id}-problem`}>{problem}</Problem>
      </div>
    </fieldset>
  );
}

type Given = { id: string; describedBy: string | undefined; invalid: boolean };

/** A label, its control, a hint, and what is wrong with the value at `path` of what was sent. */
export function Field({
  label,
  path,
  hint,
  children,
  hideLabel = false,
}: Labelled & { children: (given: Given) => ReactNode }) {
  const id = useId();
  const problem = useProblem(path);
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children({
        id,
        describedBy: described === '' ? undefined : described,
        invalid: problem !== undefined,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-soft text-sm">
          {hint}
        </p>
      )}
      <Problem id={`${id}-problem`}>{problem}</Problem>
    </div>
  );
}

/** What is wrong with a value that several fields make up together. */
export function GroupProblem({ path }: { path: string }) {
  return <Problem role="alert">{useProblem(path)}</Problem>;
}

/** The words of what is wrong with a value; nothing where nothing is. */
const Problem = ({ children, ...rest }: { id?: string; role?: 'alert'; children: string | undefined }) =>
  children !== undefined && (
    <p {...rest} className="text-bad text-sm font-medium">
      {children}
    </p>
  );
