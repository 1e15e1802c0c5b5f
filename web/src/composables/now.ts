import { istNight } from '@roomnight/calendar/night';
import { computed, shallowRef } from 'vue';

const now = shallowRef(new Date());
const today = computed(() => istNight(now.value));
setInterval(() => (now.value = new Date()), 15_000);

/** The present, every 15 seconds anew, and the date it is in India. */
export function useNow() {
  return { now, today };
}
