import * as z from 'zod';
import type { Resource, Template } from './synthesized.ts';
import { resourcesOf } from './synthesized.ts';

type Stacks = Map<string, Template>;

const many = z.union([z.string().transform((one) => [one]), z.array(z.any())]);
const statement = z.object({ Action: many, Resource: z.any().optional(), NotResource: z.any().optional() });

/** Every policy of a role: CDK moves what is too long for one into managed ones. */
export function policiesOf(stacks: Stacks): Resource[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => resourcesOf(stacks, type));
}

/** What the role of a function allows, as `action resource`, sorted. */
export function permissionsOfRole(stacks: Stacks, lambda: Resource): string[] {
  const roleId: unknown = lambda.Properties.Role['Fn::GetAtt'][0];
  const statements = policiesOf(stacks)
    .filter(({ Properties }) => Properties.Roles[0].Ref === roleId)
    .flatMap(({ Properties }) => z.array(statement).parse(Properties.PolicyDocument.Statement));
  const pairs = statements.flatMap(({ Action, Resource: allowed, NotResource }) => {
    const resources =
      NotResource === undefined ? [allowed].flat().map((one) => nameOf(stacks, one)) : ['not topics'];
    return Action.flatMap((action) => resources.map((resource) => `${String(action)} ${resource}`));
  });
  return [...new Set(pairs)].sort();
}

/** The short name of a resource: its physical name if it has one, else its logical id without the hash. */
function nameOf(stacks: Stacks, reference: unknown): string {
  return text(stacks, reference).replace(/^arn:([^:]*:){4}(table\/)?/, '');
}

function text(stacks: Stacks, node: unknown): string {
  if (typeof node === 'string') return node;
  const part = z.record(z.string(), z.any()).parse(node);
  if (part['Fn::Join'] !== undefined)
    return part['Fn::Join'][1].map((one: unknown) => text(stacks, one)).join('');
  if (part['Fn::GetStackOutput'] !== undefined)
    return text(stacks, published(stacks, part['Fn::GetStackOutput']));
  const id: string = part.Ref ?? part['Fn::GetAtt'][0];
  if (id.startsWith('AWS::')) return `<${id.slice('AWS::'.length)}>`;
  const { Properties } = resource(stacks, id);
  const physical: unknown = Properties.TableName ?? Properties.QueueName;
  return typeof physical === 'string' ? physical : id.replace(/[0-9A-F]{8}$/, '');
}

function published(stacks: Stacks, { OutputName }: { OutputName: string }): unknown {
  return [...stacks.values()].map(({ Outputs }) => Outputs[OutputName]).find((one) => one !== undefined)
    .Value;
}

function resource(stacks: Stacks, logicalId: string): Template['Resources'][string] {
  const found = [...stacks.values()]
    .map(({ Resources }) => Resources[logicalId])
    .find((one) => one !== undefined);
  if (found === undefined) throw new Error(`no resource ${logicalId}`);
  return found;
}
