import type { Manager } from './manager.ts';

interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}
interface Field {
  name: string;
  args: { name: string; type: TypeRef }[];
  type: TypeRef;
}
interface Type {
  kind: string;
  name: string;
  fields: Field[] | null;
  possibleTypes: { name: string }[] | null;
}

const ref = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const INTROSPECTION = `{ __schema { types { kind name possibleTypes { name }
  fields { name args { name type { ${ref} } } type { ${ref} } } } } }`;
const DEEPEST = 6;
/** What the server says of a question that is more than it allows. */
const tooMuch = /exceeds maximum|more that \d+ tokens/;

/**
 * Asks every query of the schema for every field that needs no argument, and answers with all that came back, as text.
 *
 * @param known values of the arguments that queries insist on, by their names
 */
export async function everyAnswer(
  manager: Manager,
  known: Readonly<Record<string, readonly unknown[]>>,
): Promise<Map<string, string>> {
  const { __schema: schema } = await manager.ask<{ __schema: { types: Type[] } }>(INTROSPECTION);
  const types = new Map(schema.types.map((type) => [type.name, type]));
  const answers = new Map<string, string>();
  for (const field of types.get('Query')?.fields ?? []) {
    for (const given of combinations(field, known)) {
      const part = (depth: number, only: string | undefined) =>
        `query { ${field.name}${given} ${selection(field.type, types, depth, { only })} }`;
      const parts = types.get(named(field.type))?.fields ?? [];
      for (const only of parts.length > 0 ? parts.map(({ name }) => name) : [undefined]) {
        const data = await deepest(manager, (depth) => part(depth, only));
        answers.set([`${field.name}${given}`, ...(only ? [only] : [])].join(' '), JSON.stringify(data));
      }
    }
  }
  return answers;
}

/** The answer to as deep a question as the server allows. */
async function deepest(manager: Manager, query: (depth: number) => string): Promise<unknown> {
  for (let depth = DEEPEST; ; depth -= 1) {
    try {
      return await manager.ask(query(depth));
    } catch (error) {
      if (depth === 1 || !(error instanceof Error) || !tooMuch.test(error.message)) throw error;
    }
  }
}

interface Asked {
  /** Keeps fields of one name apart that two types of a union give different types. */
  readonly alias?: string;
  /** The one field to ask for, with all below it. */
  readonly only?: string | undefined;
}

function named(type: TypeRef): string {
  return type.ofType ? named(type.ofType) : (type.name ?? '');
}

function selection(
  ref: TypeRef,
  types: ReadonlyMap<string, Type>,
  depth: number,
  { alias = '', only }: Asked = {},
): string {
  const type = types.get(named(ref));
  if (type?.possibleTypes) {
    const parts = type.possibleTypes.map(({ name }) => {
      const own = selection({ kind: 'OBJECT', name, ofType: null }, types, depth, { alias: `${name}_` });
      return `... on ${name} ${own || '{ __typename }'}`;
    });
    return `{ ${parts.join(' ')} }`;
  }
  if (!type?.fields) return '';
  const fields = type.fields.flatMap((field) => {
    if (only !== undefined && field.name !== only) return [];
    if (field.args.some(({ type: { kind } }) => kind === 'NON_NULL')) return [];
    const inner = types.get(named(field.type));
    const asked = alias === '' ? field.name : `${alias}${field.name}: ${field.name}`;
    if (!inner?.fields && !inner?.possibleTypes) return [asked];
    return depth > 1 ? [`${asked} ${selection(field.type, types, depth - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** The arguments to ask a query with, one text each; none for one that insists on what is not known. */
function combinations({ args }: Field, known: Readonly<Record<string, readonly unknown[]>>): string[] {
  const needed = args.filter(({ type }) => type.kind === 'NON_NULL');
  if (needed.length === 0) return [''];
  const [first] = needed;
  const many = first ? (known[first.name] ?? []) : [];
  return many.flatMap((value) => {
    const rest = needed.slice(1).map(({ name }) => [name, known[name]?.[0]] as const);
    if (rest.some(([, given]) => given === undefined)) return [];
    const given = [[first?.name, value] as const, ...rest];
    return [`(${given.map(([name, each]) => `${name}: ${JSON.stringify(each)}`).join(', ')})`];
  });
}
