import { graphql } from './generated/gql.ts';

graphql(`
  fragment BookingOnce on BookingThen {
    id
    kind
    source
    tentative
    checkIn
    checkOut
    platform {
      id
      key
      name
    }
  }
`);

/** Why a night was closed or free at a moment, and the two weeks around it as they were then. */
export const NightHistoryQuery = graphql(`
  query NightHistory($unitId: ID!, $night: Night!, $at: Instant) {
    nightHistory(unitId: $unitId, night: $night, at: $at) {
      __typename
      ... on Error {
        message
      }
      ... on NightHistory {
        at
        isFree
        sentence
        previousChange
        nextChange
        wanting {
          ...BookingOnce
        }
        conflicts {
          id
          checkIn
          checkOut
          severity
        }
        links {
          at
          by {
            kind
            name
            listing {
              id
            }
          }
          sentence
          reason
          bookingId
          conflictId
          syncRunId
        }
        told {
          listing {
            id
            platform {
              id
              key
              name
            }
          }
          nights {
            checkIn
            checkOut
          }
          sentence
        }
      }
    }
  }
`);

export const CalendarAtQuery = graphql(`
  query CalendarAt($unitId: ID!, $from: Night!, $to: Night!, $at: Instant!) {
    calendarAt(unitId: $unitId, from: $from, to: $to, at: $at) {
      __typename
      ... on Error {
        message
      }
      ... on CalendarAt {
        at
        units {
          bookings {
            ...BookingOnce
          }
          heldNights {
            unitId
            checkIn
            checkOut
            bookingId
          }
          conflicts {
            id
            checkIn
            checkOut
          }
        }
      }
    }
  }
`);
