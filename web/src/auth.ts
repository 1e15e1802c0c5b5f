import { organizationClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/vue';

export const auth = createAuthClient({ plugins: [organizationClient()] });

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Undefined when it worked, else the reason as a sentence. */
export async function signIn(email: string, password: string): Promise<string | undefined> {
  const { error } = await auth.signIn.email({ email, password });
  if (!error) return undefined;
  if (error.status === 401) return 'This e-mail address and password do not belong together.';
  return reason(error, 'Signing in failed.');
}

/** A new person, who belongs to no organization yet. */
export async function signUp({ name, email, password }: NewPerson): Promise<string | undefined> {
  const { error } = await auth.signUp.email({ name, email, password });
  return error ? reason(error, 'The account could not be made.') : undefined;
}

/** An organization of the person who is signed in; it becomes the active one. */
export async function createOrganization(name: string): Promise<string | undefined> {
  const slug = `${slugOf(name)}-${crypto.randomUUID().slice(0, 8)}`;
  const made = await auth.organization.create({ name, slug });
  if (made.error) return reason(made.error, 'The organization could not be made.');
  const active = await auth.organization.setActive({ organizationId: made.data.id });
  return active.error ? reason(active.error, 'The organization could not be opened.') : undefined;
}

export async function signOut(): Promise<void> {
  await auth.signOut();
}

function reason(error: { message?: string; status: number }, otherwise: string): string {
  if (error.status === 429) return 'Too many tries. Wait a minute, then try again.';
  return error.message ?? (error.status === 0 ? 'The server cannot be reached.' : otherwise);
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'organization' : slug;
}
