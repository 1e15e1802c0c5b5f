import { graphql } from './generated/gql.ts';

graphql(`
  fragment BookingBar on Booking {
    id
    unitId
    assignedUnit {
      id
      name
    }
    source
    kind
    status
    tentative
    heldUntil
    checkIn
    checkOut
    nights
    reason
    guestName
    cannotTell
    mirrorOf {
      original {
        id
      }
    }
    createdAt
    platform {
      id
      key
      name
    }
    listing {
      id
      status
      temporalUrl
    }
  }
`);

graphql(`
  fragment ConflictSummary on CalendarConflict {
    id
    kind
    unitId
    propertyId
    checkIn
    checkOut
    severity
    severityReason
    status
    detectedAt
    bookings {
      ...BookingBar
    }
    listing {
      id
      platform {
        id
        key
        name
      }
    }
  }
`);

/** Properties with their units, a page at a time: the calendar's rows. */
export const PropertiesQuery = graphql(`
  query Properties($first: Int!, $after: String) {
    properties(first: $first, after: $after) {
      edges {
        node {
          id
          name
          city
          units {
            id
            name
            parentUnitId
            isPool
            listings {
              id
              status
              platform {
                id
                key
                name
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const CalendarQuery = graphql(`
  query Calendar($from: Night!, $to: Night!, $unitIds: [ID!]!) {
    calendar(from: $from, to: $to, unitIds: $unitIds) {
      asOf
      units {
        unit {
          id
        }
        bookings {
          ...BookingBar
        }
        conflicts {
          ...ConflictSummary
        }
      }
    }
  }
`);

export const CreateBookingMutation = graphql(`
  mutation CreateBooking($input: CreateBookingInput!) {
    createBooking(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on NightsTaken {
        taken {
          unitId
          checkIn
          checkOut
          holder
          bookingId
        }
        alternatives {
          unit {
            id
            name
            property {
              name
              city
            }
          }
          checkIn
          checkOut
        }
      }
    }
  }
`);

export const CreateBlockMutation = graphql(`
  mutation CreateBlock($input: CreateBlockInput!) {
    createBlock(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on NightsTaken {
        taken {
          unitId
          checkIn
          checkOut
          holder
          bookingId
        }
      }
    }
  }
`);

export const CancelBookingMutation = graphql(`
  mutation CancelBooking($input: CancelBookingInput!) {
    cancelBooking(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
