import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';

export const chart = fileURLToPath(new URL('roomnight', import.meta.url));
/** A Helm built from source believes itself to be on the oldest Kubernetes it knows. */
export const kubernetes = '1.34.0';

const env = z.array(
  z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() }),
);
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()),
  env: env.default([]),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })).default([]),
  securityContext: z.object({ readOnlyRootFilesystem: z.boolean(), allowPrivilegeEscalation: z.boolean() }),
});
const podSpec = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
  initContainers: z.array(container).default([]),
  containers: z.array(container),
});
const document = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).default({}) }),
  data: z.record(z.string(), z.string()).default({}),
  stringData: z.record(z.string(), z.string()).default({}),
  spec: z.looseObject({ template: z.looseObject({ spec: podSpec }).optional() }).optional(),
});

export type Document = z.infer<typeof document>;
export type Container = z.infer<typeof container>;

export type Rendered =
  | { kind: 'rendered'; text: string; documents: Document[] }
  | { kind: 'refused'; why: string };

/** The chart with these values, as Kubernetes would get it. */
export function render(helm: string, values: object): Rendered {
  const args = ['template', 'demo', chart, '--kube-version', kubernetes, '--values', '-'];
  const { status, stdout, stderr } = spawnSync(helm, args, { input: stringify(values), encoding: 'utf8' });
  if (status !== 0) return { kind: 'refused', why: stderr };
  const documents = parseAllDocuments(stdout)
    .map((each): unknown => each.toJS())
    .filter((each) => each !== null)
    .map((each) => document.parse(each));
  return { kind: 'rendered', text: stdout, documents };
}

/** The same, where it must succeed. */
export function rendered(helm: string, values: object): { text: string; documents: Document[] } {
  const result = render(helm, values);
  if (result.kind === 'refused') throw new Error(result.why);
  return result;
}

/** The names of all variables a container gets, sorted. */
export function variablesOf({ env, envFrom }: Container, documents: readonly Document[]): string[] {
  const maps = new Set(envFrom.map(({ configMapRef }) => configMapRef.name));
  const fromMaps = documents
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && maps.has(metadata.name))
    .flatMap(({ data }) => Object.keys(data));
  return [...fromMaps, ...env.map(({ name }) => name)].toSorted();
}
