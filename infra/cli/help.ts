import { tags, type Operation, type Tag } from '#shared/contracts/api/operation.ts';
import { methodAndPath } from '#shared/contracts/api/operation.ts';
import { aliases, type Named } from './command-names.ts';

/** A text in lines of so many characters, each after an indent. */
function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line].join('\n');
}

/** Every command by what it is about, in the order of the API's documentation. */
export function commandsByTag(commands: readonly Named[], width: number): string {
  return (Object.keys(tags) as Tag[])
    .map((tag) => ({ tag, of: commands.filter(({ operation }) => operation.tag === tag) }))
    .filter(({ of }) => of.length > 0)
    .map(({ tag, of }) => {
      const nouns = [...new Set(of.map(({ noun }) => noun))].map((noun) => {
        const verbs = of.filter((named) => named.noun === noun).map(({ verb }) => verb);
        return wrapped(`${noun}: ${verbs.join(', ')}`, width, '  ');
      });
      return [`${tag}. ${tags[tag]}`, ...nouns].join('\n');
    })
    .join('\n');
}

/** Short names and what they stand for. */
export const shortNames = (): string =>
  Object.entries(aliases)
    .map(([name, [noun, verb]]) => `  ${name} = ${noun} ${verb}`)
    .join('\n');

/** What the help of a command says of its operation. */
export function describedOperation({ summary, description, roles, ...operation }: Operation): string {
  const { method, path } = methodAndPath(operation);
  const rest = [description, `Roles: ${roles.join(', ')}. ${method} ${path}`];
  return [`${summary}.`, ...rest].filter(Boolean).join('\n\n');
}
