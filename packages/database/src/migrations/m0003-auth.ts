import { Migration } from '@mikro-orm/migrations';

/**
 * People, their sessions and their organizations, as the sign-in library keeps them.
 *
 * Sign-in must look a person up before any tenant is known, so it has a login role of its own, `roomnight_auth`,
 * which sees these tables whole and no other table at all.
 */
export class Auth extends Migration {
  override name = 'm0003-auth';

  override up(): void {
    this.addSql(`
      CREATE TABLE auth.users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        email text NOT NULL UNIQUE,
        email_verified boolean NOT NULL DEFAULT false,
        image text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE TABLE auth.organizations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        slug text NOT NULL UNIQUE,
        logo text,
        metadata text,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE auth.sessions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
        token text NOT NULL UNIQUE,
        expires_at timestamptz NOT NULL,
        ip_address text,
        user_agent text,
        active_organization_id uuid REFERENCES auth.organizations ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_of_user ON auth.sessions (user_id);
      CREATE TABLE auth.accounts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
        account_id text NOT NULL,
        provider_id text NOT NULL,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        password text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX accounts_of_user ON auth.accounts (user_id);
      CREATE TABLE auth.verifications (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        identifier text NOT NULL,
        value text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX verifications_by_identifier ON auth.verifications (identifier);
      CREATE TABLE auth.members (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organization_id uuid NOT NULL REFERENCES auth.organizations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'manager', 'staff')),
        created_at timestamptz NOT NULL,
        UNIQUE (organization_id, user_id)
      );
      CREATE INDEX members_of_user ON auth.members (user_id);
      CREATE TABLE auth.invitations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organization_id uuid NOT NULL REFERENCES auth.organizations ON DELETE CASCADE,
        email text NOT NULL,
        role text,
        status text NOT NULL,
        expires_at timestamptz NOT NULL,
        inviter_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX invitations_of_organization ON auth.invitations (organization_id);
      CREATE INDEX invitations_by_email ON auth.invitations (email);
    `);

    this.addSql(`
      DO $$
      DECLARE t text;
      BEGIN
        FOREACH t IN ARRAY ARRAY['users', 'organizations', 'sessions', 'accounts', 'verifications', 'members', 'invitations'] LOOP
          EXECUTE format('ALTER TABLE auth.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE auth.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY sign_in ON auth.%I TO roomnight_auth USING (true) WITH CHECK (true)', t);
          EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON auth.%I TO roomnight_auth', t);
        END LOOP;
      END $$;

      CREATE POLICY tenant ON auth.organizations FOR SELECT TO roomnight_gateway, roomnight_checklist
        USING (id = log.current_organization());
      CREATE POLICY tenant ON auth.members FOR SELECT TO roomnight_gateway, roomnight_checklist
        USING (organization_id = log.current_organization());
      CREATE POLICY tenant ON auth.users FOR SELECT TO roomnight_gateway, roomnight_checklist
        USING (EXISTS (SELECT FROM auth.members m WHERE m.user_id = users.id AND m.organization_id = log.current_organization()));
      GRANT SELECT ON auth.organizations, auth.members, auth.users TO roomnight_gateway, roomnight_checklist;
      GRANT USAGE ON SCHEMA log TO roomnight_auth;
    `);
  }
}
