import { CombinedError } from '@urql/core';
import { ref } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { startLive } from './composables/live.ts';
import { loadSession, useSession } from './composables/session.ts';
import { sentenceOf } from './graphql/client.ts';

const pages = {
  signIn: () => import('./views/SignInView.vue'),
  calendar: () => import('./views/CalendarView.vue'),
  conflicts: () => import('./views/ConflictView.vue'),
  conflict: () => import('./views/ConflictDetailView.vue'),
  checklists: () => import('./views/ChecklistView.vue'),
  alerts: () => import('./views/AlertView.vue'),
  listings: () => import('./views/ListingView.vue'),
  listing: () => import('./views/ListingDetailView.vue'),
  platforms: () => import('./views/PlatformView.vue'),
  doctor: () => import('./views/DoctorView.vue'),
};

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/calendar' },
    {
      path: '/sign-in',
      component: pages.signIn,
      meta: { title: 'Sign in', open: true },
    },
    { path: '/calendar', component: pages.calendar, meta: { title: 'Calendar' } },
    { path: '/conflicts', component: pages.conflicts, meta: { title: 'Conflicts' } },
    { path: '/conflicts/:id', component: pages.conflict, meta: { title: 'Conflict' } },
    {
      path: '/checklists',
      component: pages.checklists,
      meta: { title: 'Checklists' },
    },
    { path: '/alerts', component: pages.alerts, meta: { title: 'Alerts' } },
    { path: '/listings', component: pages.listings, meta: { title: 'Listings' } },
    { path: '/listings/:id', component: pages.listing, meta: { title: 'Listing' } },
    { path: '/platforms', component: pages.platforms, meta: { title: 'Platforms' } },
    { path: '/doctor', component: pages.doctor, meta: { title: 'Feed doctor' } },
    { path: '/:rest(.*)', redirect: '/calendar' },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

const { session } = useSession();

router.beforeEach(async (to) => {
  if (to.meta.open === true || session.value) return true;
  const found = await loadSession();
  if (!found) return { path: '/sign-in', query: { next: to.fullPath } };
  startLive(found.cursor);
  return true;
});

/** Why the very first page cannot be shown, such as a server that does not answer. */
export const startFailure = ref<string>();

router.onError((error) => {
  startFailure.value = error instanceof CombinedError ? sentenceOf(error) : 'This page could not be loaded.';
});

/** The other pages are small: with them at hand, one can leave a page while the server is away, and come back. */
void router.isReady().then(() => Promise.allSettled(Object.values(pages).map((load) => load())));

router.afterEach((to) => {
  document.title = typeof to.meta.title === 'string' ? `${to.meta.title} · Roomnight` : 'Roomnight';
});
