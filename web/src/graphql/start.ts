import { graphql } from './generated/gql.ts';

graphql(`
  fragment PlatformChoice on OTAPlatform {
    id
    key
    name
    letters
    tone
    type
    modes
    isActive
    whereToFindUrl
    calendarHelpUrl
    feedSetUp
    manualSetUp
  }
`);

/** Who is signed in, and the cursor before any view reads: what happens afterwards arrives as an event. */
export const StartQuery = graphql(`
  query Start($today: Night!, $tomorrow: Night!) {
    viewer {
      id
      name
      email
      role
      organization {
        id
        name
      }
    }
    calendar(from: $today, to: $tomorrow, unitIds: []) {
      cursor
      asOf
    }
    platforms {
      ...PlatformChoice
    }
  }
`);

/** The platforms again, once one of them changed. */
export const PlatformChoicesQuery = graphql(`
  query PlatformChoices {
    platforms {
      ...PlatformChoice
    }
  }
`);

export const CalendarEvents = graphql(`
  subscription CalendarEvents($after: String) {
    calendarEvents(after: $after) {
      __typename
      ... on CalendarEvent {
        cursor
        type
        propertyId
        unitId
        listingId
        bookingId
        conflictId
        checklistId
      }
      ... on TooFarBehind {
        message
        cursor
      }
    }
  }
`);
