import { execFileSync } from 'node:child_process';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** Where root puts what that user must reach when the checkout lies in a private home. */
export const openFolder = '/var/lib/roomnight';

/** PostgreSQL refuses to run as root: then it runs as `postgres`, created if need be. Otherwise as ourselves (undefined). */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return find('postgres') ?? create('postgres');
}

function find(name: string): SystemUser | undefined {
  try {
    return { uid: idOf('-u', name), gid: idOf('-g', name) };
  } catch {
    return undefined;
  }
}

function create(name: string): SystemUser | undefined {
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', name]);
  return find(name);
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
