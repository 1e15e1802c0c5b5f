import { organizationClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/vue';

export const auth = createAuthClient({ plugins: [organizationClient()] });

export interface NewOrganization {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly organization: string;
}

/** Undefined when it worked, else the reason as a sentence. */
export async function signIn(email: string, password: string): Promise<string | undefined> {
  const { error } = await auth.signIn.email({ email, password });
  if (!error) return undefined;
  if (error.status === 401) return 'This e-mail address and password do not belong together.';
  return reason(error, 'Signing in failed.');
}

/** A person with a first organization, which becomes the active one. */
export async function signUp(wish: NewOrganization): Promise<string | undefined> {
  const { name, email, password } = wish;
  const account = await auth.signUp.email({ name, email, password });
  if (account.error) return reason(account.error, 'The account could not be made.');
  const slug = `${slugOf(wish.organization)}-${crypto.randomUUID().slice(0, 8)}`;
  const made = await auth.organization.create({ name: wish.organization, slug });
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
