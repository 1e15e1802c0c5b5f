import { z } from 'zod';
import { builder } from './builder.ts';
import { ClosingKind, PlatformTone } from './enums.ts';
import { SettingsInput } from './setting.ts';

/** What people said of a platform of their own, whichever kind; kept JSON is read forgivingly. */
const kept = z.object({
  signIn: z.string().optional().catch(undefined),
  setUp: z.array(z.string()).optional().catch(undefined),
  calendarHelp: z.string().optional().catch(undefined),
  whereToFindUrl: z.string().optional().catch(undefined),
  exportPolling: z.object({ min: z.int(), max: z.int() }).optional().catch(undefined),
  link: z.string().optional().catch(undefined),
  untilInclusive: z.boolean().optional().catch(undefined),
  closing: z.enum(['status', 'count', 'block']).optional().catch(undefined),
  stepsToClose: z.string().optional().catch(undefined),
  stepsToOpen: z.string().optional().catch(undefined),
  proof: z.string().optional().catch(undefined),
});

type Definition = z.infer<typeof kept>;

/** A definition as it was given, to be edited; null for a platform that is not the organization's own. */
export function definitionOf(definition: unknown): Definition | null {
  return definition ? kept.parse(definition) : null;
}

const words = {
  signIn: 'Where people sign in: https.',
  setUp: 'What to do and check once for a listing, at most 10 notes of 300 characters.',
  calendarHelp: 'Its own page on connecting calendars: https.',
  whereToFindUrl: 'Where in its pages the address of a feed is found, at most 500 characters.',
  exportPolling: 'Minutes between two of its visits to our calendar, 5 to 1440.',
  link: 'Opens its calendar: https, with {propertyCode}, {roomCode}, {from} and {until} where they belong.',
  untilInclusive:
    'Whether the second date of its forms and links is the last night; else it is the day of check-out.',
  closing: 'How a night is closed there.',
  stepsToClose:
    'Markdown, a step a line, with {room}, {from} and {until}; also {lastNight}, {rooms}, {propertyCode}, {roomCode}. Without it, usual steps are made.',
  stepsToOpen: 'The same for opening nights again.',
  proof: 'What to see before ticking an item off, at most 300 characters.',
};

const MinutesBetweenRef = builder.objectRef<{ min: number; max: number }>('MinutesBetween').implement({
  description: 'A range of minutes.',
  fields: (t) => ({
    min: t.exposeInt('min', { description: 'The least.' }),
    max: t.exposeInt('max', { description: 'The most.' }),
  }),
});

export const PlatformDefinitionRef = builder.objectRef<Definition>('PlatformDefinition').implement({
  description: 'What the organization said of a platform of its own; null is as usual.',
  fields: (t) => ({
    signIn: t.exposeString('signIn', { nullable: true, description: words.signIn }),
    setUp: t.exposeStringList('setUp', { nullable: true, description: words.setUp }),
    calendarHelp: t.exposeString('calendarHelp', { nullable: true, description: words.calendarHelp }),
    whereToFindUrl: t.exposeString('whereToFindUrl', { nullable: true, description: words.whereToFindUrl }),
    exportPolling: t.expose('exportPolling', {
      type: MinutesBetweenRef,
      nullable: true,
      description: words.exportPolling,
    }),
    link: t.exposeString('link', { nullable: true, description: words.link }),
    untilInclusive: t.exposeBoolean('untilInclusive', { nullable: true, description: words.untilInclusive }),
    closing: t.expose('closing', { type: ClosingKind, nullable: true, description: words.closing }),
    stepsToClose: t.exposeString('stepsToClose', { nullable: true, description: words.stepsToClose }),
    stepsToOpen: t.exposeString('stepsToOpen', { nullable: true, description: words.stepsToOpen }),
    proof: t.exposeString('proof', { nullable: true, description: words.proof }),
  }),
});

const MinutesBetweenInput = builder.inputType('MinutesBetweenInput', {
  description: 'A range of minutes.',
  fields: (t) => ({
    min: t.int({ required: true, description: 'The least, 5 to 1440.' }),
    max: t.int({ required: true, description: 'The most, 5 to 1440.' }),
  }),
});

const letters = 'Two letters that stand for it where space is short; made from its name if not said.';
const settings = 'In which settings it differs from what is usual, for everybody.';

export const IcalDefinitionInput = builder.inputType('IcalDefinitionInput', {
  description: 'A platform with calendar feeds. What is not given stays, null is as usual.',
  fields: (t) => ({
    letters: t.string({ description: letters }),
    tone: t.field({ type: PlatformTone, description: 'The colour it has on the screen.' }),
    signIn: t.string({ description: words.signIn }),
    calendarHelp: t.string({ description: words.calendarHelp }),
    whereToFindUrl: t.string({ description: words.whereToFindUrl }),
    setUp: t.stringList({ description: words.setUp }),
    exportPolling: t.field({ type: MinutesBetweenInput, description: words.exportPolling }),
    settings: t.field({ type: SettingsInput, description: settings }),
  }),
});

export const ManualDefinitionInput = builder.inputType('ManualDefinitionInput', {
  description: 'A platform that is kept right by hand. What is not given stays, null is as usual.',
  fields: (t) => ({
    letters: t.string({ description: letters }),
    tone: t.field({ type: PlatformTone, description: 'The colour it has on the screen.' }),
    signIn: t.string({ description: words.signIn }),
    link: t.string({ description: words.link }),
    untilInclusive: t.boolean({ description: words.untilInclusive }),
    closing: t.field({ type: ClosingKind, description: words.closing }),
    stepsToClose: t.string({ description: words.stepsToClose }),
    stepsToOpen: t.string({ description: words.stepsToOpen }),
    proof: t.string({ description: words.proof }),
    setUp: t.stringList({ description: words.setUp }),
    settings: t.field({ type: SettingsInput, description: settings }),
  }),
});
