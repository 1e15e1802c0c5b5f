import { graphql } from './generated/gql.ts';

export const FeedEventsQuery = graphql(`
  query FeedEvents($id: ID!, $first: Int!) {
    listing(id: $id) {
      id
      feedEvents(first: $first) {
        position
        checkIn
        checkOut
        class
        isImported
        reason
        line
      }
    }
  }
`);

export const VerificationQuery = graphql(`
  query Verification($id: ID!) {
    listing(id: $id) {
      id
      verification {
        verifiedAt
        open {
          checkIn
          checkOut
        }
        ticked {
          checkIn
          checkOut
        }
        unknown {
          checkIn
          checkOut
        }
      }
    }
  }
`);
