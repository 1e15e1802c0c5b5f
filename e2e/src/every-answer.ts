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
const DEEPEST = 4;

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
      const query = `query { ${field.name}${given} ${selection(field.type, types, DEEPEST)} }`;
      const data = await manager.ask(query);
      answers.set(`${field.name}${given}`, JSON.stringify(data));
    }
  }
  return answers;
}

function named(type: TypeRef): string {
  return type.ofType ? named(type.ofType) : (type.name ?? '');
}

function selection(ref: TypeRef, types: ReadonlyMap<string, Type>, depth: number): string {
  const type = types.get(named(ref));
  if (type?.possibleTypes) {
    const parts = type.possibleTypes.map(({ name }) => {
      const own = selection({ kind: 'OBJECT', name, ofType: null }, types, depth);
      return `... on ${name} ${own || '{ __typename }'}`;
    });
    return `{ ${parts.join(' ')} }`;
  }
  if (!type?.fields) return '';
  const fields = type.fields.flatMap((field) => {
    if (field.args.some(({ type: { kind } }) => kind === 'NON_NULL')) return [];
    const inner = types.get(named(field.type));
    if (!inner?.fields && !inner?.possibleTypes) return [field.name];
    return depth > 1 ? [`${field.name} ${selection(field.type, types, depth - 1)}`] : [];
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
