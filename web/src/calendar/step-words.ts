import type { StepKind } from '~/graphql/generated/graphql.ts';

/** What the button of a step says: that Roomnight does it now, or that a person did it. */
export const stepWords: Record<StepKind, string> = {
  CANCEL_HERE: 'Cancel it now',
  CANCEL_ON_PLATFORM: 'I did that',
  MOVE_HERE: 'Move it now',
  CHANGE_HERE: 'Change it now',
  CHANGE_ON_PLATFORM: 'I did that',
  RELEASE_HERE: 'Release it now',
  OPEN_ON_PLATFORM: 'I did that',
  CLOSE_ON_PLATFORM: 'I did that',
  SPLIT_HERE: 'Put them there now',
  SAY_SAME_HERE: 'They are the same',
  TELL_GUEST: 'I did that',
};
