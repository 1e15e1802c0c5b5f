import { graphql } from './generated/gql.ts';

graphql(`
  fragment FeedReportParts on FeedReport {
    verdict
    sentence
    failureClass
    bytes
    readAs
    recognition {
      platformKey
      name
      confidence
      signs
    }
    counts {
      events
      stays
      tentative
      blocks
      closed
      settings
      echoes
      mirrors
      cancelled
      transparent
      unreadable
    }
    earliest
    horizon
    freshness
    warnings {
      message
      line
    }
    oddities
    events {
      checkIn
      checkOut
      as
      reason
      line
    }
    effect {
      suspicion
      unchanged
      created {
        kind
        checkIn
        checkOut
      }
      changed {
        kind
        checkIn
        checkOut
      }
      missing {
        kind
        checkIn
        checkOut
      }
      cancelled {
        kind
        checkIn
        checkOut
      }
      conflicts {
        kind
        checkIn
        checkOut
        bookingId
        holder
        sameNights
      }
    }
  }
`);

export const ExamineFeedMutation = graphql(`
  mutation ExamineFeed($input: ExamineFeedInput!) {
    examineFeed(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on FeedExamination {
        id
        examinedAt
        report {
          ...FeedReportParts
        }
      }
    }
  }
`);
