import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { compileMessage, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import ts from 'typescript';

const app = join(import.meta.dirname, '../../functions/console/app');
const languages = ['fr', 'ro', 'de', 'es'];
/** Functions whose first argument is a text of the console, as a whole. */
const sayers = new Set(['t', 'msg']);

const sources = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.tsx?$/.test(path),
);

/** The folder whose `texts` hold the translations of a file: its feature, or the part of the frame. */
function roomOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'features' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

type Found = { texts: Map<string, Set<string>>; pieced: string[] };

/** Every text that the code says, by room; and where one is put together, which no translation could find. */
function textsInCode(): Found {
  const found: Found = { texts: new Map(), pieced: [] };
  for (const path of sources) {
    const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const file = ts.createSourceFile(
      path,
      readFileSync(join(app, path), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
      kind,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && sayers.has(node.expression.text)) {
        const [text] = node.arguments;
        if (text !== undefined && ts.isStringLiteralLike(text)) {
          const room = roomOf(path);
          found.texts.set(room, (found.texts.get(room) ?? new Set()).add(text.text));
        } else if (text !== undefined && (ts.isTemplateExpression(text) || ts.isBinaryExpression(text)))
          found.pieced.push(`${path}: ${text.getText(file)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function translationsOf(room: string, language: string): Record<string, string> {
  const file = join(app, room, 'texts', `${language}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/** The values that stand in a text, by name. */
function valuesIn(text: string): string[] {
  const names = new Set<string>();
  const walk = (compiled: CompiledMessage): void => {
    for (const token of compiled) {
      if (!Array.isArray(token)) continue;
      const [name, , cases] = token as [string, string?, (Record<string, CompiledMessage> | string)?];
      names.add(name);
      if (typeof cases === 'object') Object.values(cases).filter(Array.isArray).forEach(walk);
    }
  };
  walk(compileMessage(text));
  return [...names].sort();
}

describe('texts of the console', () => {
  const { texts, pieced } = textsInCode();

  test('are found in the code', () => {
    assert.ok((texts.get('shell')?.size ?? 0) > 20);
  });

  test('stand in the code as a whole', () => {
    assert.deepEqual(pieced, []);
  });

  for (const language of languages) {
    test(`have one translation into “${language}” wherever they stand, since a page has the texts of all`, () => {
      const translated = new Map<string, Map<string, string>>();
      for (const room of texts.keys())
        for (const [text, translation] of Object.entries(translationsOf(room, language)))
          translated.set(text, (translated.get(text) ?? new Map<string, string>()).set(translation, room));
      const several = [...translated].filter(([, translations]) => translations.size > 1);
      assert.deepEqual(
        several.map(([text, translations]) => [text, ...translations]),
        [],
      );
    });

    test(`have each a translation into “${language}”, with the same values in it, and no translation is idle`, () => {
      const wrong: string[] = [];
      for (const [room, said] of texts) {
        const translations = translationsOf(room, language);
        for (const text of said) {
          const translated = translations[text];
          if (translated === undefined || translated.trim() === '') wrong.push(`${room}: no “${text}”`);
          else if (valuesIn(text).join() !== valuesIn(translated).join())
            wrong.push(`${room}: other values in “${translated}” than in “${text}”`);
        }
        for (const text of Object.keys(translations))
          if (!said.has(text)) wrong.push(`${room}: idle “${text}”`);
      }
      assert.deepEqual(wrong, []);
    });
  }
});
