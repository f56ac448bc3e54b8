import { glob, readFile } from 'node:fs/promises';
import ts from 'typescript';

const root = `${import.meta.dirname}/../..`;

/** A regular expression of the sources; `source` is undefined where it is put together at run time. */
export type Found = { at: string; file: string; source: string | undefined; flags: string };

/** Every regular expression in `shared` and `functions`. */
export async function regularExpressions(): Promise<Found[]> {
  const found: Found[] = [];
  for await (const file of glob('{shared,functions}/**/*.ts', { cwd: root })) {
    const text = await readFile(`${root}/${file}`, 'utf8');
    found.push(...expressionsIn(file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)));
  }
  return found;
}

function expressionsIn(file: string, parsed: ts.SourceFile): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ at, file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp')
      found.push({ at, file, source: undefined, flags: '' });
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}
