import { graphql } from './generated/gql.ts';

graphql(`
  fragment MirrorSide on Booking {
    id
    kind
    source
    status
    checkIn
    checkOut
    guestName
    cannotTell
    platform {
      id
      key
      name
    }
  }
`);

/** What a booking shows again, and what shows it again. */
export const MirrorsQuery = graphql(`
  query Mirrors($id: ID!) {
    booking(id: $id) {
      id
      unitId
      mirrorOf {
        sign
        original {
          ...MirrorSide
        }
      }
      mirrors {
        sign
        booking {
          ...MirrorSide
        }
      }
    }
  }
`);

export const SameBookingMutation = graphql(`
  mutation SameBooking($input: MirrorInput!) {
    said: sameBooking(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const NotSameBookingMutation = graphql(`
  mutation NotSameBooking($input: MirrorInput!) {
    said: notSameBooking(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
