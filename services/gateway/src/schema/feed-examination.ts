import { FeedExamination } from '@roomnight/database/entities/feed-examination';
import { sessionOf } from '../context.ts';
import { examineFeed } from '../examinations/examine-feed.ts';
import { InvalidInput, NotFound, TooManyRequests } from '../failures.ts';
import { isId } from '../input.ts';
import { builder } from './builder.ts';
import { FeedReportRef } from './feed-report.ts';

const FeedExaminationRef = builder.objectRef<FeedExamination>('FeedExamination').implement({
  description: 'A look at one feed, for a person. The last hundred of an organization are kept.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    listingId: t.exposeID('listingId', { nullable: true, description: 'The listing it was looked at for.' }),
    examinedAt: t.expose('examinedAt', { type: 'Instant', description: 'When.' }),
    report: t.field({ type: FeedReportRef, description: 'What was found.', resolve: ({ report }) => report }),
  }),
});

const ExamineFeedInput = builder.inputType('ExamineFeedInput', {
  description: 'What to look at: an address, a file, or, with neither, the feed of a listing.',
  fields: (t) => ({
    url: t.string({ description: 'A feed’s address. A secret: sealed, and erased when it was read.' }),
    body: t.string({ description: 'A file’s text, at most 5 MB. Sealed, and erased when it was read.' }),
    listingId: t.id({ description: 'The listing to import it to.' }),
    unitId: t.id({ description: 'The unit to import it to, where it has no listing for it yet.' }),
    platformKey: t.string({ description: 'Whose feed it is meant to be; else what it looks like decides.' }),
  }),
});

builder.queryField('feedExamination', (t) =>
  t.field({
    type: FeedExaminationRef,
    nullable: true,
    description: 'An earlier look at a feed; null when it is kept no more. For managers.',
    authScopes: { role: 'manager' },
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, context) =>
      isId(id) ? sessionOf(context).em.findOne(FeedExamination, { id }) : null,
  }),
);

builder.mutationField('examineFeed', (t) =>
  t.field({
    type: FeedExaminationRef,
    description:
      'Looks at a feed without changing anything: what it holds, what is odd about it, what importing it would do. For managers; at most 20 in ten minutes.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput, NotFound, TooManyRequests] },
    args: { input: t.arg({ type: ExamineFeedInput, required: true, description: 'What to look at.' }) },
    resolve: (_root, { input }, context) => examineFeed(context.app, sessionOf(context), input),
  }),
);
