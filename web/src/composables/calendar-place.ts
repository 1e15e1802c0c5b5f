import { isNight, type Night } from '@roomnight/calendar/night';
import { computed, shallowRef, watch } from 'vue';
import { type LocationQueryRaw, useRoute, useRouter } from 'vue-router';
import { useNow } from './now.ts';

const path = '/calendar';

/** A night that is asked about, as it was at a moment; now, if none is said. */
export interface AskedNight {
  readonly unitId: string;
  readonly night: Night;
  readonly at: string | undefined;
}

/** Where one is in the calendar, kept in the address: first day, filters, the unit and the booking looked at. */
export function useCalendarPlace() {
  const route = useRoute();
  const router = useRouter();
  const { today } = useNow();
  // The view stays alive behind the others, whose addresses say nothing about it.
  const query = shallowRef(route.query);
  watch(
    () => ({ path: route.path, query: route.query }),
    (now, before) => {
      if (now.path !== path) return;
      const bare = Object.keys(now.query).length === 0;
      if (bare && before.path !== path)
        void go({ unit: undefined, booking: undefined, why: undefined, at: undefined });
      else query.value = now.query;
    },
  );

  const text = (name: string) => {
    const value = query.value[name];
    return typeof value === 'string' ? value : '';
  };
  const go = (change: LocationQueryRaw) => router.replace({ path, query: { ...query.value, ...change } });
  const orNothing = (value: string) => (value === '' ? undefined : value);

  const from = computed({
    get: () => (isNight(text('from')) ? text('from') : today.value),
    set: (night) => void go({ from: night === today.value ? undefined : night }),
  });
  const find = computed({ get: () => text('find'), set: (value) => void go({ find: orNothing(value) }) });
  const city = computed({ get: () => text('city'), set: (value) => void go({ city: orNothing(value) }) });
  const platforms = computed({
    get: () => text('platforms').split(',').filter(Boolean),
    set: (keys) => void go({ platforms: orNothing(keys.join(',')) }),
  });
  const booking = computed({ get: () => text('booking'), set: (id) => void go({ booking: orNothing(id) }) });
  const unit = computed({ get: () => text('unit'), set: (id) => void go({ unit: orNothing(id) }) });
  /** The night whose history is open, in place of a booking. */
  const asked = computed({
    get: (): AskedNight | undefined => {
      const [unitId = '', night = ''] = text('why').split('/');
      const at = Number.isNaN(Date.parse(text('at'))) ? undefined : text('at');
      return isNight(night) ? { unitId, night, at } : undefined;
    },
    set: (its) => void go({ why: its && `${its.unitId}/${its.night}`, at: its?.at, booking: undefined }),
  });
  const openBooking = (id: string) => void go({ booking: id, why: undefined, at: undefined });
  const filters = computed(
    () => Number(find.value !== '') + Number(city.value !== '') + platforms.value.length,
  );
  const clear = () => void go({ find: undefined, city: undefined, platforms: undefined });

  return { from, find, city, platforms, booking, unit, asked, openBooking, filters, clear };
}
