import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { helmCli } from '../local/helm-cli.ts';
import { pythonTools } from '../local/python-tools.ts';
import { isSecret, namesReadBy, services } from './environment.test-names.ts';
import {
  chart,
  kubernetes,
  render,
  rendered,
  variablesOf,
  type Container,
  type Document,
} from './rendered-chart.ts';
import { secrets, valueSets, wrongValues } from './values.test-sets.ts';

const cli = await helmCli();
const helm = 'path' in cli ? cli.path : '';
if ('missing' in cli) console.warn(`Tests of the chart are skipped: ${cli.missing}.`);
const python = await pythonTools();
if ('missing' in python)
  console.warn(`The chart is not held against Kubernetes' schemas: ${python.missing}.`);

const deployments = (documents: readonly Document[]) => documents.filter(({ kind }) => kind === 'Deployment');

function containerOf({ metadata, spec }: Document): Container {
  const container = spec?.template?.spec.containers[0];
  if (container === undefined) throw new Error(`${metadata.name} has no container`);
  return container;
}

describe.skipIf('missing' in cli)('the chart', () => {
  it.each(Object.entries(valueSets))('passes a strict lint with %s', (_, values) => {
    const args = ['lint', '--strict', '--kube-version', kubernetes, '--values', '-', chart];
    const { status, stdout } = spawnSync(helm, args, { input: stringify(values), encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
  });

  it.skipIf('missing' in python).each(Object.entries(valueSets))(
    'is what Kubernetes takes, with %s',
    (_, values) => {
      const command = join('path' in python ? python.path : '', 'kubernetes-validate');
      const file = join(mkdtempSync(join(tmpdir(), 'roomnight-chart-')), 'rendered.yaml');
      writeFileSync(file, rendered(helm, values).text);
      const args = ['--strict', '--kubernetes-version', '1.34', file];
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      rmSync(dirname(file), { recursive: true });
      expect([status, stdout + stderr]).toEqual([
        0,
        expect.stringContaining('passed for resource deployment/'),
      ]);
    },
  );

  it.each(wrongValues)('refuses %s, and names it', (_, values, names) => {
    expect(render(helm, values)).toEqual({ kind: 'refused', why: expect.stringMatching(names) });
  });

  it('gives each service exactly the variables it reads', () => {
    const { documents } = rendered(helm, { secrets });
    for (const service of services) {
      const own = deployments(documents).find(({ metadata }) => metadata.name.endsWith(service));
      if (own === undefined) throw new Error(`there is no deployment of ${service}`);
      expect([service, variablesOf(containerOf(own), documents)]).toEqual([service, namesReadBy(service)]);
      const flags = service === 'sync-worker' ? ['--max-semi-space-size=4'] : [];
      expect(containerOf(own).args).toEqual([...flags, `services/${service}/src/main.ts`]);
    }
    expect(deployments(documents)).toHaveLength(services.length);
  });

  it.each(Object.entries(valueSets))('keeps secrets in Secrets only, with %s', (_, values) => {
    const { documents } = rendered(helm, values);
    const others = documents.filter(({ kind }) => kind !== 'Secret');
    expect(JSON.stringify(others)).not.toContain('hush');
    expect(JSON.stringify(others)).not.toContain(secrets.ENCRYPTION_KEY);
    const inMaps = others.flatMap(({ kind, data }) => (kind === 'ConfigMap' ? Object.keys(data) : []));
    expect(inMaps.filter(isSecret)).toEqual([]);
  });

  it('writes no secret at all when one exists already', () => {
    const { documents, text } = rendered(helm, { existingSecret: 'from-the-vault' });
    expect(documents.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(text).toContain('name: from-the-vault');
  });

  it('gives the administrator’s database to the migration job alone, before each release', () => {
    const { documents } = rendered(helm, { secrets });
    const [job, ...others] = documents.filter(({ kind }) => kind === 'Job');
    expect(others).toEqual([]);
    expect(job?.metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
    const first = job?.spec?.template?.spec.initContainers[0];
    expect(first?.args).toEqual(['packages/database/src/migrate.ts']);
    expect(first?.env.map(({ name }) => name)).toContain('DATABASE_URL');
    const knowing = documents.filter((each) => JSON.stringify(each).includes(secrets.DATABASE_URL));
    expect(knowing.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Secret demo-roomnight-migration',
    ]);
  });

  it('seals everything again after a release that has another key, once the new pods run', () => {
    const { documents } = rendered(helm, { existingSecret: 'vault', keyRotation: { enabled: true } });
    const job = documents.find(({ kind, metadata }) => kind === 'Job' && metadata.name.includes('key'));
    expect(job?.metadata.annotations['helm.sh/hook']).toBe('post-upgrade');
    const [container] = job?.spec?.template?.spec.containers ?? [];
    expect(container?.args).toEqual(['cli/src/main.ts', 'keys', 'rotate']);
    expect(container?.env.map(({ name }) => name)).toEqual([
      'DATABASE_URL',
      'ENCRYPTION_KEY',
      'ENCRYPTION_KEYS_OLD',
    ]);
  });

  it('runs nothing as root, and nothing that can write to its own image', () => {
    const pods = rendered(helm, { secrets }).documents.flatMap(({ spec }) => spec?.template?.spec ?? []);
    expect(pods).toHaveLength(services.length + 1);
    for (const { containers, initContainers } of pods) {
      for (const { securityContext } of [...containers, ...initContainers]) {
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        });
      }
    }
  });

  it('makes new pods when a setting or a secret changes', () => {
    const sums = (values: object) =>
      deployments(rendered(helm, values).documents).map(({ spec }) =>
        JSON.stringify(spec).match(/"checksum\/\w+":"\w{64}"/g),
      );
    const before = sums({ secrets });
    expect(sums({ secrets })).toEqual(before);
    expect(sums({ secrets, logLevel: 'debug' })).not.toEqual(before);
    expect(sums({ secrets: { ...secrets, SMTP_URL: 'smtp://other.example:25' } })).not.toEqual(before);
  });
});
