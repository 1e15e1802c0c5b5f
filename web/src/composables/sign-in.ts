import { reactive, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { createOrganization, signIn, signUp } from '~/auth.ts';
import { startLive } from './live.ts';
import { loadSession } from './session.ts';

type Step = 'signIn' | 'signUp' | 'organization';

/** Signing in or up, and on to where one wanted to go. An account without an organization is asked for one. */
export function useSignIn() {
  const route = useRoute();
  const router = useRouter();
  const step = ref<Step>(route.query.new === undefined ? 'signIn' : 'signUp');
  const failure = ref<string>();
  const form = reactive({ name: '', email: '', password: '', organization: '' });

  async function submit(): Promise<void> {
    failure.value = await carryOut();
    if (failure.value === undefined) await enter();
  }

  async function carryOut(): Promise<string | undefined> {
    if (step.value === 'signIn') return signIn(form.email, form.password);
    if (step.value === 'signUp') {
      const refused = await signUp(form);
      if (refused !== undefined) return refused;
      step.value = 'organization';
    }
    return createOrganization(form.organization);
  }

  async function enter(): Promise<void> {
    const session = await loadSession();
    if (!session) {
      step.value = 'organization';
      return;
    }
    startLive(session.cursor);
    const { next } = route.query;
    await router.replace(typeof next === 'string' && next.startsWith('/') ? next : '/calendar');
  }

  return { step, form, failure, submit };
}
