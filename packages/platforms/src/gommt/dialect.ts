import { judgeEach, type Dialect } from '../feed.ts';
import { plainVerdict } from '../generic_ical/plain-dialect.ts';

/** Plain words, one event a night. */
export const gommtDialect: Dialect = {
  name: 'gommt',
  prodId: /gommt|makemytrip|goibibo/i,
  wrote: ({ uid }) => /@(?:makemytrip|goibibo)\.com(?:#|$)/i.test(uid),
  judge: ({ events }) => ({
    events: judgeEach(events, (event) => ({ ...plainVerdict(event), nightByNight: true })),
  }),
};
